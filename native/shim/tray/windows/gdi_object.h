#pragma once

#include <windows.h>

#include <memory>

namespace mamori::shim {

struct GdiDeleter {
  void operator()(void* object) const noexcept { DeleteObject(object); }
};
/// Owns a font, brush or bitmap.
using GdiObject = std::unique_ptr<void, GdiDeleter>;

/// Selects an object into a device for the length of a scope.
class Selected {
 public:
  Selected(HDC device, const GdiObject& object) noexcept : device_(device), before_(SelectObject(device, object.get())) {}
  Selected(const Selected&) = delete;
  Selected& operator=(const Selected&) = delete;
  ~Selected() { SelectObject(device_, before_); }

 private:
  HDC device_;
  HGDIOBJ before_;
};

}  // namespace mamori::shim
