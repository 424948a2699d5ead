#pragma once

#include <string>
#include <vector>

namespace mamori::explorer {

/// What a person chose: carried out once for each id, however often it arrives.
struct Click {
  std::string id;    // 32 hexadecimal digits, and "-n" for the parts of one that was cut
  std::string verb;  // ASCII
  std::vector<std::wstring> paths;
};

/// A click with an id of its own. Throws std::runtime_error when the system gives no random bytes.
Click newClick(std::string verb, std::vector<std::wstring> paths);

/// The click in parts of which none takes more than `maxPathUnits` for its paths; each has an id of its own, the same whenever it is cut.
std::vector<Click> partsOf(const Click& click, std::size_t maxPathUnits);

/// {"id":…,"verb":…,"paths":[…]} in UTF-8. Half a surrogate pair, which names may hold, is escaped as JSON has it.
std::string jsonOf(const Click& click);

}  // namespace mamori::explorer
