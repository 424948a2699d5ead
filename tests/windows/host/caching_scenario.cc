#include <windows.h>

#include <memory>

#include "caching_shell.h"
#include "check.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

/// Notices come within a second or two, on a busy machine later.
constexpr unsigned kShownWithinMs = 20'000;

}  // namespace

/// Nothing here asks twice of its own accord.
void cachingScenario() {
  std::vector<std::wstring> names{L"見積書.xlsx", L"other.txt"};
  for (int file = 0; file < 300; ++file) names.push_back(L"f" + std::to_wstring(file));
  const std::wstring folder = folderWith(L"cached", names);
  CachingShell shell(folder, names);
  const auto becomesDrawn = [&](const std::wstring& name, const char* state) {
    return becomes([&] {
      shell.listen();
      return shell.drawn(name) == state;
    }, kShownWithinMs);
  };
  check(shell.drawn(names[0]).empty(), "while no agent runs nothing is drawn");
  auto table = std::make_unique<PublishedTable>(folder);
  table->put(names[0], MAMORI_STATE_PROTECTED);
  check(becomesDrawn(names[0], "2"), "an agent that comes shows in a window that is open");
  table->put(names[0], MAMORI_STATE_IN_PROGRESS);
  check(becomesDrawn(names[0], "1"), "a saved file is told to the shell");
  table->put(names[0], MAMORI_STATE_PROTECTED);
  check(becomesDrawn(names[0], "2"), "and that it is protected again");
  check(shell.drawn(names[1]).empty() && becomes([&] { return !becomes([&] { return shell.listen() > 0; }, 1'500); }, kShownWithinMs), "while nothing changes the shell is left in peace");
  for (int file = 0; file < 300; ++file) table->put(names[2 + static_cast<std::size_t>(file)], MAMORI_STATE_PROTECTED);
  check(becomesDrawn(names[100], "2") && becomesDrawn(names[301], "2"), "a run over hundreds of files shows");
  table->trust(false);
  int notices = 0;
  check(becomes([&] {
    notices += shell.listen();
    return shell.drawn(names[0]).empty() && shell.drawn(names[301]).empty();
  }, kShownWithinMs), "a root that loses its trust shows nothing as protected");
  check(notices <= 100, "hundreds of changes at once are one notice for their folder");
  table->trust(true);
  require(becomesDrawn(names[0], "2"), "trust comes back");
  table->fallSilent();
  check(becomesDrawn(names[0], ""), "an agent that died is withdrawn");
}

}  // namespace mamori::host
