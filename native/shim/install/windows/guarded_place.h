#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace mamori::shim {

/// Where a path is open to others.
struct OpenPlace {
  std::wstring path;  // the part of it that is
  std::string sid;    // who may change it; empty for a link, which leads elsewhere
};

/// Looks at a path and every folder above it, its last `held` parts as kHeld and the others as kAbove. 0, with nothing in `out` when only administrators can
/// change what lies there; else a failure. Each part is opened by itself and no link is followed.
std::int32_t findOpenPlace(const std::wstring& path, std::size_t held, std::optional<OpenPlace>& out);

/// Makes what belongs to the administrators, who alone may write there, whatever the folder above would have it inherit. The file must not exist; the folder may.
std::int32_t makeGuardedFolder(const std::wstring& path);
std::int32_t makeGuardedFile(const std::wstring& path, std::span<const std::uint8_t> content);

}  // namespace mamori::shim
