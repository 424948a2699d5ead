#pragma once

#include <memory>

namespace mamori {

/// Runs `release(object)` when the calling thread ends; what was given last is released first. When it throws (std::bad_alloc) it has taken nothing.
void releaseAtThreadExit(void (*release)(void*) noexcept, void* object);

/// One object for each thread and call site, made by `make`, which answers a std::unique_ptr, at the first call and destroyed when the thread ends; nullptr, and
/// asked again, when `make` gives none. Throws what `make` throws, and std::bad_alloc.
///
/// This is what a thread_local with a destructor is for. With mingw the memory of such an object may be freed before the destructor runs (GCC bug 58142).
template <typename Make>
auto* ofThisThread(Make make) {
  using Owner = decltype(make());
  using Object = typename Owner::element_type;
  thread_local Object* object = nullptr;
  if (!object) {
    Owner made = make();
    if (made) releaseAtThreadExit([](void* owned) noexcept { typename Owner::deleter_type()(static_cast<Object*>(owned)); }, made.get());
    object = made.release();
  }
  return object;
}

}  // namespace mamori
