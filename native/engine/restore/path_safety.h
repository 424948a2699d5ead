#pragma once

#include <string_view>

namespace mamori {

/// True for what can be one component below a folder and leads nowhere else: not empty, "." or "..", no '/' and no NUL.
/// Windows' own rules are the target writer's.
inline bool isSafeName(std::string_view name) noexcept {
  if (name.empty() || name == "." || name == "..") return false;
  return name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

/// True for "" (the target itself) and for safe names joined by single slashes.
inline bool isSafePath(std::string_view path) noexcept {
  if (path.empty()) return true;
  for (;;) {
    const std::size_t slash = path.find('/');
    if (!isSafeName(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace mamori
