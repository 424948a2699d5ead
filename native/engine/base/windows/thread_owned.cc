#include "base/thread_owned.h"

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <new>

namespace mamori {
namespace {

/// What one thread owns, newest first.
struct Owned {
  void (*release)(void*) noexcept;
  void* object;
  Owned* earlier;
};

void CALLBACK releaseAll(void* newest) noexcept {
  for (auto* owned = static_cast<Owned*>(newest); owned;) {
    const std::unique_ptr<Owned> node(owned);
    node->release(node->object);
    owned = node->earlier;
  }
}

/// Its callback runs at the end of each thread, so that this module must not be unloaded before the last one.
DWORD allocateSlot() noexcept {
  HMODULE self = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN, reinterpret_cast<LPCWSTR>(&releaseAll), &self);
  return FlsAlloc(&releaseAll);
}

}  // namespace

void releaseAtThreadExit(void (*release)(void*) noexcept, void* object) {
  static const DWORD slot = allocateSlot();
  auto node = std::make_unique<Owned>(Owned{release, object, static_cast<Owned*>(FlsGetValue(slot))});
  if (slot == FLS_OUT_OF_INDEXES || !FlsSetValue(slot, node.get())) throw std::bad_alloc();
  node.release();
}

}  // namespace mamori
