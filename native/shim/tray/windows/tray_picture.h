#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace mamori::shim {

/// Pixels as mamori_tray_set_picture takes them.
struct TrayPicture {
  std::uint32_t size;
  std::vector<std::uint8_t> pixels;
};

struct IconDeleter {
  void operator()(HICON icon) const noexcept { DestroyIcon(icon); }
};
using UniqueIcon = std::unique_ptr<std::remove_pointer_t<HICON>, IconDeleter>;

/// None without memory.
UniqueIcon iconOf(const TrayPicture& picture);

}  // namespace mamori::shim
