#include "status/shown_paths.h"

#include <algorithm>
#include <map>
#include <string>

#include "tests/check.h"

using mamori::explorer::ShownPaths;

namespace {

/// A table, what the shell keeps of it, and who tells the shell.
struct Desktop {
  std::map<std::wstring, std::uint8_t> table;
  ShownPaths shown;

  std::uint8_t stateOf(std::wstring_view path) const {
    const auto row = table.find(std::wstring(path));
    return row == table.end() ? 0 : row->second;
  }
  void draw(const std::wstring& path) { shown.note(path, stateOf(path)); }
  std::vector<std::wstring> compare() {
    auto paths = shown.outdated([this](std::wstring_view path) { return stateOf(path); });
    std::sort(paths.begin(), paths.end());
    return paths;
  }
};

using Paths = std::vector<std::wstring>;

}  // namespace

TEST("what the agent tells is not told once more") {
  Desktop desktop;
  desktop.draw(L"a");
  CHECK(desktop.compare().empty());
  desktop.table[L"a"] = 1;
  desktop.draw(L"a");  // the shell was told, and asked
  CHECK(desktop.compare().empty());
  desktop.table[L"a"] = 2;
  CHECK(desktop.compare().empty());  // the comparison came between the change and the notice
  desktop.draw(L"a");
  CHECK(desktop.compare().empty() && desktop.compare().empty());
}

TEST("what nobody tells is told at the second comparison, once") {
  Desktop desktop;
  for (const wchar_t* path : {L"a", L"b", L"c"}) desktop.draw(path);
  desktop.table = {{L"a", 1}, {L"c", 3}};
  CHECK(desktop.compare().empty());
  CHECK((desktop.compare() == Paths{L"a", L"c"}));
  CHECK(desktop.compare().empty() && desktop.compare().empty());
  desktop.table.clear();  // the agent has gone
  CHECK(desktop.compare().empty());
  CHECK((desktop.compare() == Paths{L"a", L"c"}));
}

TEST("what changes back in time was never out of date") {
  Desktop desktop;
  desktop.draw(L"a");
  desktop.table[L"a"] = 1;
  CHECK(desktop.compare().empty());
  desktop.table.clear();
  CHECK(desktop.compare().empty());
  desktop.table[L"a"] = 1;
  CHECK(desktop.compare().empty());
  CHECK(desktop.compare().size() == 1);
}

TEST("so many answers are kept and no more") {
  Desktop desktop;
  for (std::size_t index = 0; index < 3 * ShownPaths::kGeneration; ++index) {
    desktop.draw(std::to_wstring(index));
    if (index % 1'000 == 0) CHECK(desktop.compare().empty());
  }
  for (std::size_t index = 0; index < 3 * ShownPaths::kGeneration; ++index) desktop.table[std::to_wstring(index)] = 1;
  CHECK(desktop.compare().empty());
  const std::size_t told = desktop.compare().size();
  CHECK(told >= ShownPaths::kGeneration && told <= 2 * ShownPaths::kGeneration);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
