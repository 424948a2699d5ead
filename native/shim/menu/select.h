#pragma once

#include <cstdint>
#include <span>

#include "include/mamori_shim.h"
#include "path/path_style.h"
#include "status/table_reader.h"

namespace mamori::shim {

/// Paths that lie one behind the other in one blob.
struct PathList {
  std::span<const std::uint8_t> bytes;
  const std::uint32_t* ends;  // `count` of them, in order and within `bytes`
  std::uint32_t count;

  std::span<const std::uint8_t> operator[](std::uint32_t index) const noexcept {
    const std::uint32_t from = index == 0 ? 0 : ends[index - 1];
    return bytes.subspan(from, ends[index] - from);
  }
};

/// mamori_reader_select, for paths that were checked. `table` may be nullptr.
mamori_selection select(const TableReader* table, PathStyle style, std::uint8_t menu, const PathList& paths, const std::uint8_t* kinds) noexcept;

}  // namespace mamori::shim
