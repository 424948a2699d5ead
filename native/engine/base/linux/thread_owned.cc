#include "base/thread_owned.h"

#include <vector>

namespace mamori {
namespace {

struct Owned {
  void (*release)(void*) noexcept;
  void* object;
};

struct OwnedList {
  std::vector<Owned> items;
  ~OwnedList() {
    for (; !items.empty(); items.pop_back()) items.back().release(items.back().object);
  }
};

}  // namespace

void releaseAtThreadExit(void (*release)(void*) noexcept, void* object) {
  thread_local OwnedList list;
  list.items.push_back({release, object});
}

}  // namespace mamori
