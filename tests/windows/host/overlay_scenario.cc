#include <windows.h>

#include <algorithm>
#include <cwctype>

#include "check.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"
#include "shell_registry.h"

namespace mamori::host {
namespace {

const std::wstring kRoot = L"C:\\Users\\Office\\Documents";

std::wstring deepPath() {
  std::wstring below;
  while (below.size() < 30'000) below += L"\\folder with a long name that goes on";
  return below.substr(1);
}

}  // namespace

void overlayScenario() {
  PublishedTable table(kRoot);
  const auto overlays = makeOverlays();
  const std::wstring deep = deepPath(), japanese = L"見積書\\２０２６年度 ①.xlsx", half = std::wstring(L"half ") + wchar_t{0xd83d} + L".txt", emoji = L"🎉\\plan.txt";
  table.put(L"saved.txt", MAMORI_STATE_PROTECTED);
  table.put(L"running.txt", MAMORI_STATE_IN_PROGRESS);
  table.put(L"broken.txt", MAMORI_STATE_PROBLEM);
  table.put(L"", MAMORI_STATE_PROBLEM);
  for (const std::wstring& below : {deep, japanese, half, emoji}) table.put(below, MAMORI_STATE_PROTECTED);
  const auto below = [&](const std::wstring& name) { return claimedBy(overlays, kRoot + L"\\" + name); };
  check(below(L"saved.txt").empty(), "the first question of a process finds no table and is answered at once, with nothing");
  check(becomes([&] { return below(L"saved.txt") == "2"; }), "then a saved file is claimed by the handler for protected, and by no other");
  check(below(L"running.txt") == "1", "a file being saved by that for in progress alone");
  check(below(L"broken.txt") == "0", "a file with a problem by that for problems alone");
  check(claimedBy(overlays, kRoot) == "0", "the root folder has a state of its own");
  check(below(L"unknown.txt").empty() && claimedBy(overlays, L"D:\\elsewhere.txt").empty(), "what is not listed, or lies elsewhere, by none");
  check(below(deep) == "2", "a path of 30,000 units is known");
  check(below(std::wstring(40'000, L'a')).empty(), "a path that is longer than paths can be is not");
  check(below(japanese) == "2" && below(emoji) == "2" && below(half) == "2", "Japanese, an emoji and half a surrogate pair are known");
  check(below(L"見積書").empty(), "a folder of a known file is not thereby known");
  std::wstring loud = kRoot + L"\\SAVED.TXT";
  check(claimedBy(overlays, loud) == "2" && claimedBy(overlays, L"\\\\?\\" + loud) == "2", "other spellings of the same file are known");
  check(claimedBy(overlays, L"\\\\?\\").empty() && claimedBy(overlays, L"::{20D04FE0-3AEA-1069-A2D8-08002B30309D}").empty(), "a virtual folder by none");
  table.trust(false);
  check(below(L"saved.txt").empty(), "when the root loses its trust, nothing below shows as protected");
  check(below(L"running.txt") == "1" && below(L"broken.txt") == "0", "work and problems still show");
  table.trust(true);
  table.put(L"saved.txt", MAMORI_STATE_IN_PROGRESS);
  check(below(L"saved.txt") == "1", "a change shows with the next question");
  std::vector<std::wstring> asked;
  check(becomes([&] {
    for (auto& folder : table.takeAsked()) asked.push_back(std::move(folder));
    return std::find(asked.begin(), asked.end(), kRoot) != asked.end();
  }), "the agent learns which folder is shown");
}

void absentTableScenario() {
  const auto overlays = makeOverlays();
  bool any = false;
  const ULONGLONG begin = GetTickCount64();
  for (int count = 0; count < 100'000; ++count) any = any || !claimedBy(overlays, kRoot + L"\\file" + std::to_wstring(count)).empty();
  check(!any, "without a table no file has an overlay");
  check(GetTickCount64() - begin < 5'000, "and 300,000 questions take no time to speak of");
}

void silentAgentScenario() {
  PublishedTable table(kRoot);
  table.put(L"saved.txt", MAMORI_STATE_PROTECTED);
  const auto overlays = makeOverlays();
  const auto claimed = [&] { return claimedBy(overlays, kRoot + L"\\saved.txt"); };
  check(becomes([&] { return claimed() == "2"; }), "a file shows as protected while the agent lives");
  table.fallSilent();
  check(becomes([&] { return claimed().empty(); }, 8'000), "it no longer does when the agent has fallen silent");
}

/// Wine runs everything at high integrity; on Windows this is a program started as administrator.
void elevatedScenario() {
  setPolicy(false, L"ServeElevated", -1);
  PublishedTable table(kRoot);
  table.put(L"saved.txt", MAMORI_STATE_PROTECTED);
  const auto overlays = makeOverlays();
  const bool shown = becomes([&] { return !claimedBy(overlays, kRoot + L"\\saved.txt").empty(); }, 2'500);
  check(!shown, "above medium integrity nothing is shown");
}

}  // namespace mamori::host
