#pragma once

#include <string>

namespace mamori::explorer {

/// Keeps a click as `<id>.json` in the spool folder, made if missing. It appears there whole or not at all, and on the disk when this answers true.
bool spoolClick(const std::wstring& folder, const std::string& id, const std::string& json);

}  // namespace mamori::explorer
