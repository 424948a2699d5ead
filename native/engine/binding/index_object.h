#pragma once

#include <mutex>
#include <set>

#include "binding/native_object.h"
#include "index/chunk_index.h"

namespace mamori::binding {

/// A chunk index with what JavaScript added to it since the last flush.
struct IndexState {
  struct Added {
    std::string name;
    ByteBuffer footer;  // plaintext
  };

  std::shared_ptr<ChunkIndex> index;
  std::vector<Added> added;         // only the JavaScript thread
  std::set<std::string> excluded;   // only the JavaScript thread
  std::mutex writing;               // one flush at a time
};

struct IndexTag {
  static constexpr const char* name = "index";
  static constexpr std::uint64_t lower = 0xc53a7718e0d24f96, upper = 0x418fb2e97d605ca3;
};
using IndexObject = NativeObject<IndexState, IndexTag>;

/// Adds to the exports: openIndex, indexContainers, indexAdd, indexExclude, indexFlush, indexStats, indexLocate, closeIndex.
void exportIndex(Napi::Env env, Napi::Object exports);

}  // namespace mamori::binding
