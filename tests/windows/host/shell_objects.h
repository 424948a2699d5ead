#pragma once

#include "com/com_ptr.h"
#include "com/iid_of.h"

#include <string>
#include <vector>

namespace mamori::host {

using explorer::ComPtr;
using explorer::kIidOf;

/// An object of a registered class, made as the shell makes it.
template <typename Interface>
ComPtr<Interface> make(const CLSID& id) {
  ComPtr<Interface> object;
  CoCreateInstance(id, nullptr, CLSCTX_INPROC_SERVER, kIidOf<Interface>, reinterpret_cast<void**>(object.out()));
  return object;
}

/// Our three overlay handlers, in the shell's order: problem, in progress, protected.
std::vector<ComPtr<IShellIconOverlayIdentifier>> makeOverlays();

/// Which handlers claim a path: their places, as text ("2" for protected; "" for none).
std::string claimedBy(const std::vector<ComPtr<IShellIconOverlayIdentifier>>& overlays, const std::wstring& path);

/// Things in one folder, which must exist, as the shell hands them to menus.
ComPtr<IDataObject> dataObjectOf(const std::wstring& folder, const std::vector<std::wstring>& names);
ComPtr<IShellItemArray> itemArrayOf(const std::wstring& folder, const std::vector<std::wstring>& names);

/// A folder of this name below the temporary one, made with these files in it.
std::wstring folderWith(const std::wstring& name, const std::vector<std::wstring>& files);

}  // namespace mamori::host
