#pragma once

#include <atomic>
#include <cstdint>

namespace mamori::shim {

/*
 * Memory that other processes write at the same time is touched through these alone, so that no access is a data race of the language
 * and none is done twice behind our back. Loads of read-only mappings are plain moves on every processor we run on.
 */
template <typename T>
T load(const T& place, std::memory_order order = std::memory_order_relaxed) noexcept {
  static_assert(std::atomic_ref<T>::is_always_lock_free);
  return std::atomic_ref<T>(const_cast<T&>(place)).load(order);
}

template <typename T>
void store(T& place, T value, std::memory_order order = std::memory_order_relaxed) noexcept {
  std::atomic_ref<T>(place).store(value, order);
}

}  // namespace mamori::shim
