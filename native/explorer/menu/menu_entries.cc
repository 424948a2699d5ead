#include "menu/menu_entries.h"

namespace mamori::explorer {
namespace {

using Kind = MenuEntry::Kind;

std::wstring nameOf(const PlannedEntry& entry) {
  switch (entry.action) {
    case MAMORI_ENTRY_BACKUP: return L"backup";
    case MAMORI_ENTRY_VERSIONS: return L"versions";
    case MAMORI_ENTRY_COPY: return L"restore-copy";
    case MAMORI_ENTRY_WHY: return L"why";
    default: return L"command." + entry.command;
  }
}

std::wstring helpOf(std::uint8_t action, Language language) {
  switch (action) {
    case MAMORI_ENTRY_BACKUP: return textOf(MenuText::kBackUpHelp, language);
    case MAMORI_ENTRY_VERSIONS: return textOf(MenuText::kVersionsHelp, language);
    case MAMORI_ENTRY_COPY: return textOf(MenuText::kRestoreCopyHelp, language);
    case MAMORI_ENTRY_WHY: return textOf(MenuText::kWhyHelp, language);
    default: return {};
  }
}

MenuEntry words(const wchar_t* text) {
  MenuEntry entry;
  entry.kind = Kind::kWords;
  entry.text = text;
  return entry;
}

MenuEntry separator() {
  MenuEntry entry;
  entry.kind = Kind::kSeparator;
  return entry;
}

/// The digit is the access key.
MenuEntry versionEntry(std::size_t place, const FileVersion& version, Language language) {
  const std::wstring digit = std::to_wstring(place);
  const std::wstring text = L'&' + digit + L"  " + savedWords(version) + L"   " + sizeWords(version);
  return {Kind::kCommand, MAMORI_ENTRY_VERSIONS, L"version." + digit, {}, version.number, text, textOf(MenuText::kRestoreHelp, language)};
}

void appendVersions(std::vector<MenuEntry>& entries, const PlannedEntry& all, const MenuVersions& versions, Language language) {
  if (versions.arrived && versions.arrived->empty()) {
    entries.push_back(words(textOf(MenuText::kNoVersions, language)));
    return;
  }
  const bool isLate = versions.areAsked && !versions.arrived;
  if (versions.arrived) {
    std::size_t place = 0;
    for (const FileVersion& version : *versions.arrived) entries.push_back(versionEntry(++place, version, language));
  }
  const std::wstring title = isLate ? textOf(MenuText::kChooseVersion, language) : all.title;
  entries.push_back({Kind::kCommand, all.action, nameOf(all), {}, {}, title, helpOf(all.action, language)});
}

}  // namespace

std::vector<MenuEntry> entriesFor(const MenuPlan& plan, std::uint8_t state, const MenuVersions& versions, Language language) {
  std::vector<MenuEntry> entries;
  if (const wchar_t* status = wordsOf(state, language)) entries.push_back(words(status));
  const bool hasNone = versions.arrived && versions.arrived->empty();
  const PlannedEntry* before = nullptr;
  for (const PlannedEntry& planned : plan) {
    if (planned.action == MAMORI_ENTRY_COPY && hasNone) continue;
    if (before && before->group != planned.group) entries.push_back(separator());
    before = &planned;
    if (planned.action == MAMORI_ENTRY_VERSIONS && planned.isEnabled) {
      appendVersions(entries, planned, versions, language);
      continue;
    }
    entries.push_back({planned.isEnabled ? Kind::kCommand : Kind::kWords, planned.action, nameOf(planned), planned.command, {}, planned.title,
                       helpOf(planned.action, language)});
  }
  return entries;
}

}  // namespace mamori::explorer
