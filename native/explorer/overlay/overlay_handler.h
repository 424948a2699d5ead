#pragma once

#include <cstdint>
#include <memory>

#include "com/com_object.h"
#include "status/status_view.h"

namespace mamori::explorer {

/// The overlay of one state. At most one of the three handlers claims a path, for each asks for the same answer and compares.
class OverlayHandler final : public ComObject<IShellIconOverlayIdentifier> {
 public:
  explicit OverlayHandler(std::uint8_t state) : state_(state), view_(StatusView::shared()) {}

  HRESULT STDMETHODCALLTYPE IsMemberOf(LPCWSTR path, DWORD attributes) noexcept override;
  HRESULT STDMETHODCALLTYPE GetOverlayInfo(LPWSTR iconFile, int capacity, int* index, DWORD* flags) noexcept override;
  HRESULT STDMETHODCALLTYPE GetPriority(int* priority) noexcept override;

 private:
  const std::uint8_t state_;
  const std::shared_ptr<StatusView> view_;
};

}  // namespace mamori::explorer
