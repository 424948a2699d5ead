#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mamori::explorer {

/// What is asked for; src/wire/click.ts says what goes together.
struct ClickRequest {
  std::string verb;                      // ASCII
  std::optional<std::uint64_t> version;  // which to restore
  std::wstring command;                  // of a plugin
};

/// What a person chose: carried out once for each id, however often it arrives.
struct Click {
  std::string id;  // 32 hexadecimal digits, and "-n" for the parts of one that was cut
  ClickRequest request;
  std::vector<std::wstring> paths;
};

/// A click with an id of its own. Throws std::runtime_error when the system gives no random bytes.
Click newClick(ClickRequest request, std::vector<std::wstring> paths);

/// The click in parts of which none takes more than `maxPathUnits` for its paths; each has an id of its own, the same whenever it is cut.
std::vector<Click> partsOf(const Click& click, std::size_t maxPathUnits);

/// As src/wire/click.ts has it: {"id":…,"verb":…,"version":…,"command":…,"paths":[…]}, in UTF-8.
std::string jsonOf(const Click& click);

}  // namespace mamori::explorer
