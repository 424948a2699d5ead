#include <windows.h>

#include <random>

#include "check.h"
#include "command_reading.h"
#include "hostile_items.h"
#include "menu_list_bytes.h"
#include "menu_reading.h"
#include "published_table.h"
#include "scenarios.h"
#include "scripted_agent.h"

namespace mamori::host {
namespace {

MenuListBytes officeMenu() {
  MenuListBytes list;
  for (const std::uint8_t menu : {MAMORI_MENU_FILE, MAMORI_MENU_FOLDER}) {
    list.add({menu, 0, MAMORI_ENTRY_BACKUP, "mamori.backup", "&Back up now"});
    list.add({menu, 1, MAMORI_ENTRY_VERSIONS, "mamori.versions", "&All versions\xe2\x80\xa6"});
    list.add({menu, 1, 77, "future.command", "From a later version"});
    list.add({menu, 2, MAMORI_ENTRY_COMMAND, "office.stamp", "\xe5\x8d\xb0\xe9\x91\x91\xe3\x82\x92\xe6\x8a\xbc\xe3\x81\x99(&S) && more"});
  }
  list.add({MAMORI_MENU_BACKGROUND, 0, MAMORI_ENTRY_BACKUP, "mamori.backup", "Back up this &folder"});
  return list;
}

}  // namespace

/// Entries come from the list that the agent published.
void publishedMenuScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt", L"二.txt"});
  PublishedTable table(folder);
  table.put(L"one.txt", MAMORI_STATE_NONE + 1);
  table.setMenu(MAMORI_MENU_FORMAT, officeMenu().bytes());
  const auto overlays = makeOverlays();
  require(becomes([&] { return claimedBy(overlays, folder + L"\\one.txt") == "2"; }), "the table is found");
  ScriptedAgent agent([](const std::string& verb, const std::string&) { return verb == "versions" ? someVersions(3) : resultOf(R"({"accepted":true})"); });
  {
    const auto opened = menuWith(9, dataObjectOf(folder, {L"one.txt"}).get());
    const OpenMenu& menu = *opened;
    const auto texts = menu.texts();
    check(texts.size() == 9, "one file: its status, and the published entries with versions and separators");
    check(texts[2] == L"&Back up now" && texts[4].starts_with(L"&1  ") && texts[6] == L"&All versions…" && texts[8] == L"印鑑を押す(&S) && more", "in their order, with their titles");
    require(agent.hearsClick(1, [&] { return menu.invoke("mamori.command.office.stamp") == S_OK; }), "a plugin's entry can be chosen");
    check(agent.calls("click").front().find(R"("verb":"command","command":"office.stamp","paths":[")") != std::string::npos, "the click names its command");
  }
  check(OpenMenu(folder).texts().back() == L"Back up this &folder", "the empty space of a folder has a menu of its own");
  CreateDirectoryW((folder + L"\\inner").c_str(), nullptr);
  const std::size_t asked = agent.calls("versions").size();
  check(OpenMenu(dataObjectOf(folder, {L"inner"}).get()).texts().size() == 6 && agent.calls("versions").size() == asked, "a folder: no versions are asked for");
  RemoveDirectoryW((folder + L"\\inner").c_str());
  OpenCommand command;
  const auto one = itemArrayOf(folder, {L"one.txt"});
  check(becomes([&] { return command.open(one.get()) && command.commands().size() == 8; }), "the command has the same");
  table.setMenu(MAMORI_MENU_FORMAT, MenuListBytes().bytes());
  check(OpenMenu(dataObjectOf(folder, {L"one.txt"}).get()).texts().empty(), "an empty list: nothing of ours");
  table.setMenu(MAMORI_MENU_FORMAT + 1, officeMenu().bytes());
  check(OpenMenu(dataObjectOf(folder, {L"one.txt", L"二.txt"}).get()).texts().size() == 4, "a list of another format: the built-in entries");
  table.setMenu(MAMORI_MENU_FORMAT, officeMenu().bytes());
  table.fallSilent();
  Sleep(4'500);  // the sign of life grows too old
  check(OpenMenu(dataObjectOf(folder, {L"二.txt"}).get()).texts().size() >= 6, "of a dead agent the last list holds");
}

void hostileMenuScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt"});
  PublishedTable table(folder);
  table.put(L"one.txt", MAMORI_STATE_PROTECTED);
  const auto overlays = makeOverlays();
  require(becomes([&] { return claimedBy(overlays, folder + L"\\one.txt") == "2"; }), "the table is found");
  const std::string good = officeMenu().bytes();
  std::mt19937 random(20261122);
  const auto file = dataObjectOf(folder, {L"one.txt"});
  bool bounded = true;
  for (int round = 0; round < 150; ++round) {
    std::string bytes = good;
    for (int change = 0; change < 8; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
    table.setMenu(MAMORI_MENU_FORMAT, round % 3 ? bytes : bytes.substr(0, random() % bytes.size()));
    bounded = bounded && OpenMenu(file.get()).texts().size() < 80;
  }
  check(bounded, "lists full of rubbish end nothing");
}

}  // namespace mamori::host
