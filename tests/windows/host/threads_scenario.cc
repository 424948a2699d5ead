#include <windows.h>

#include <objbase.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "check.h"
#include "com/class_ids.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

const std::wstring kRoot = L"C:\\threads";
constexpr int kThreads = 100;
constexpr int kQuestions = 2'000;

/// One caller's life: its own apartment, its own objects, released in an order of chance.
void askMuch(DWORD apartment, unsigned seed, std::atomic<int>& wrong) {
  if (FAILED(CoInitializeEx(nullptr, apartment))) {
    ++wrong;
    return;
  }
  {
    auto overlays = makeOverlays();
    std::vector<ComPtr<IUnknown>> others;
    for (const CLSID& id : {explorer::kContextMenuClass, explorer::kExplorerCommandClass}) others.push_back(make<IUnknown>(id));
    for (int question = 0; question < kQuestions; ++question) {
      const int file = question % 3;
      const std::string claimed = claimedBy(overlays, kRoot + L"\\" + std::to_wstring(file));
      // No answer may come while the table is looked for anew, a wrong one never.
      if (!claimed.empty() && claimed != std::to_string(2 - file)) ++wrong;
    }
    for (auto& overlay : overlays) others.emplace_back(static_cast<IUnknown*>(overlay.detach()));
    std::mt19937 random(seed);
    std::shuffle(others.begin(), others.end(), random);
    while (!others.empty()) others.pop_back();
  }
  CoUninitialize();
}

}  // namespace

void threadsScenario() {
  PublishedTable table(kRoot);
  for (int file = 0; file < 3; ++file) table.put(std::to_wstring(file), static_cast<std::uint8_t>(file + 1));
  const auto overlays = makeOverlays();
  check(becomes([&] { return claimedBy(overlays, kRoot + L"\\0") == "2"; }), "the table is found");
  std::atomic<int> wrong{0};
  std::vector<std::thread> callers;
  for (int number = 0; number < kThreads; ++number) {
    const DWORD apartment = number % 2 ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED;
    callers.emplace_back(askMuch, apartment, static_cast<unsigned>(number), std::ref(wrong));
  }
  for (int round = 0; round < 20; ++round) {
    table.put(L"more" + std::to_wstring(round), MAMORI_STATE_PROTECTED);
    Sleep(5);
  }
  for (auto& caller : callers) caller.join();
  check(wrong == 0, "a hundred threads of both kinds at once get no wrong answer, and release in any order");
  check(claimedBy(overlays, kRoot + L"\\2") == "0", "and the table is still known afterwards");
}

}  // namespace mamori::host
