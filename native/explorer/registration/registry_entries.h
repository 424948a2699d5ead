#pragma once

#include <string>
#include <vector>

namespace mamori::explorer {

/// One value below HKEY_LOCAL_MACHINE\SOFTWARE. An empty name is the key's own value.
struct RegistryEntry {
  std::wstring key;
  std::wstring name;
  std::wstring text;
};

/// All that a registration at `module` consists of.
std::vector<RegistryEntry> entriesOf(const std::wstring& module);

/// The keys that are ours alone; taking out a registration removes them with all below. Values in keys of others are in entriesOf.
std::vector<std::wstring> ownKeys();

}  // namespace mamori::explorer
