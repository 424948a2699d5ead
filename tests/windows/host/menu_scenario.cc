#include <windows.h>

#include <shellapi.h>

#include "check.h"
#include "dropped_bytes.h"
#include "menu_reading.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"
#include "shell_registry.h"

namespace mamori::host {
namespace {

bool isJapanese() { return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_JAPANESE; }

}  // namespace

void classicMenuScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt", L"二.txt", L"three.txt"});
  PublishedTable table(folder);
  table.put(L"one.txt", MAMORI_STATE_PROTECTED);
  const auto overlays = makeOverlays();
  require(becomes([&] { return claimedBy(overlays, folder + L"\\one.txt") == "2"; }), "the table is found");
  {
    const OpenMenu menu(dataObjectOf(folder, {L"one.txt"}).get());
    const auto texts = menu.texts();
    const std::vector<std::wstring> english{L"&Mamori", L"Status: protected", L"&Back up now", kSeparatorText, L"Choose &version…", L"Restore a &copy…", kSeparatorText,
                                            L"&Why is this protected?"};
    const std::vector<std::wstring> japanese{L"&Mamori", L"状態: バックアップ済み", L"今すぐバックアップ(&B)", kSeparatorText, L"バージョンを選ぶ(&V)…", L"コピーを復元(&C)…",
                                             kSeparatorText, L"守られているか調べる(&W)"};
    check(texts == (isJapanese() ? japanese : english), "one file: its status in words, backup, versions, why; with access keys, in the desktop's language");
    check(!menu.isEnabled(0) && menu.isEnabled(1), "the status cannot be chosen, the others can");
    check(menu.canonicalName(2) == L"mamori.backup" && menu.canonicalName(0) == L"mamori", "programs can call an entry by its name");
    check(!menu.help(2).empty(), "each entry says what it does");
    check(FAILED(menu.invoke(99)) && FAILED(menu.invoke(1)) && FAILED(menu.invoke("somebody.else")), "what is none of our commands is refused");
  }
  check(OpenMenu(dataObjectOf(folder, {L"one.txt", L"二.txt", L"three.txt"}).get()).texts().size() == 4, "several files: backup and why");
  check(OpenMenu(folder).texts().size() == 4, "the empty space of a folder: the folder's own menu");
  check(OpenMenu(static_cast<IDataObject*>(nullptr)).texts().empty(), "nothing selected: nothing");
  check(OpenMenu(dropping({}).get()).texts().empty(), "a virtual folder, which has no path: nothing");
  check(OpenMenu(dropping(listOf({L"C:\\a", L"::{20D04FE0-3AEA-1069-A2D8-08002B30309D}"})).get()).texts().empty(), "one virtual thing among files: nothing");
  check(OpenMenu(dataObjectOf(folder, {L"one.txt"}).get(), 2).texts().empty(), "too few numbers left for our entries: nothing, rather than part of them");
  check(OpenMenu(dataObjectOf(folder, {L"one.txt"}).get(), 1'000, CMF_DEFAULTONLY).texts().empty(), "only the default command is wanted: nothing");
  std::vector<std::wstring> many;
  for (int file = 0; file <= 10'000; ++file) many.push_back(L"f" + std::to_wstring(file));
  // scripts/test-windows.mjs has made them: Wine reads the whole folder for each file that it makes.
  const std::wstring full = L"C:\\many";
  const auto tooMany = dataObjectOf(full, many);
  many.pop_back();
  const auto most = dataObjectOf(full, many);
  check(OpenMenu(most.get()).texts().size() == 2, "10,000 files have a menu");
  check(shortestMs(1'000, [&] { OpenMenu(most.get()); }) < 1'000, "which opens within a second even under an emulation");
  check(OpenMenu(tooMany.get()).texts().empty(), "10,001 have none");
}

/// The list of files is made by any program that opens our menu.
void hostileSelectionScenario() {
  const std::string good = listOf({L"C:\\a.txt", L"\\\\server\\share\\b.txt"});
  check(OpenMenu(dropping(good).get()).texts().size() == 4, "a good list has a menu");
  bool quiet = true;
  for (std::size_t bytes = 1; bytes < good.size() - sizeof(wchar_t); ++bytes) quiet = quiet && OpenMenu(dropping(good.substr(0, bytes)).get()).texts().size() <= 8;
  check(quiet, "one that was cut off anywhere ends nothing");
  std::string outside = good, old = good;
  outside[0] = outside[1] = outside[2] = '\x7f';
  old[16] = 0;
  check(OpenMenu(dropping(outside).get()).texts().empty(), "one that points outside itself: nothing");
  check(OpenMenu(dropping(old).get()).texts().empty(), "one in an old alphabet: nothing");
  check(OpenMenu(dropping(listOf({})).get()).texts().empty() && OpenMenu(dropping(listOf({L""})).get()).texts().empty(), "an empty one: nothing");
  check(OpenMenu(dropping(listOf({L"C:\\" + std::wstring(40'000, L'a')})).get()).texts().empty(), "a path that is longer than paths can be: nothing");
  check(OpenMenu(dropping(listOf({L"C:\\" + std::wstring(32'000, L'a')})).get()).texts().size() > 2, "the longest paths have a menu");
}

void packagedMenuScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt"});
  const auto file = dataObjectOf(folder, {L"one.txt"});
  check(!OpenMenu(file.get()).texts().empty(), "the classic menu has its entry");
  setPolicy(true, L"PackagedMenu", 1);
  check(OpenMenu(file.get()).texts().empty(), "and keeps it back once the Windows 11 package brings the menu");
  setPolicy(true, L"PackagedMenu", -1);
  check(!OpenMenu(file.get()).texts().empty(), "until the package is gone again");
}

}  // namespace mamori::host
