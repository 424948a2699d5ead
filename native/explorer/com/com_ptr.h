#pragma once

#include <utility>

namespace mamori::explorer {

/// Owns one reference to a COM object.
template <typename Interface>
class ComPtr {
 public:
  ComPtr() = default;
  /// Takes over the reference that the caller holds.
  explicit ComPtr(Interface* owned) noexcept : object_(owned) {}
  ComPtr(const ComPtr& other) noexcept : object_(other.object_) {
    if (object_) object_->AddRef();
  }
  ComPtr(ComPtr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ComPtr& operator=(ComPtr other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ComPtr() {
    if (object_) object_->Release();
  }

  Interface* get() const noexcept { return object_; }
  Interface* operator->() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  Interface* detach() noexcept { return std::exchange(object_, nullptr); }

  /// Where a function writes the reference that it gives.
  Interface** out() noexcept {
    *this = ComPtr();
    return &object_;
  }

 private:
  Interface* object_ = nullptr;
};

}  // namespace mamori::explorer
