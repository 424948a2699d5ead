#pragma once

#include <string>
#include <string_view>

namespace mamori {

/// Orders relative paths component by component: '/' sorts below every other byte, so a directory comes
/// right before everything in it. This is the order of walks, images and manifests.
inline int comparePaths(std::string_view a, std::string_view b) noexcept {
  const std::size_t common = a.size() < b.size() ? a.size() : b.size();
  for (std::size_t i = 0; i < common; ++i) {
    if (a[i] == b[i]) continue;
    if (a[i] == '/') return -1;
    if (b[i] == '/') return 1;
    return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[i]) ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

struct PathLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const noexcept { return comparePaths(a, b) < 0; }
};

/// True for `ancestor` itself and everything below it; "" is above all.
inline bool isWithin(std::string_view path, std::string_view ancestor) noexcept {
  if (ancestor.empty()) return true;
  return path.starts_with(ancestor) && (path.size() == ancestor.size() || path[ancestor.size()] == '/');
}

inline std::string joinPath(std::string_view directory, std::string_view name) {
  std::string path;
  path.reserve(directory.size() + 1 + name.size());
  path.append(directory);
  if (!directory.empty()) path.push_back('/');
  return path.append(name);
}

inline std::string_view parentPath(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

inline std::string_view baseName(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace mamori
