#include "menu/select.h"

#include <algorithm>
#include <cstring>

#include "menu/extension_of.h"

namespace mamori::shim {
namespace {

std::uint8_t statusOf(std::int32_t found, const Row& row) noexcept {
  if (found == MAMORI_OUTSIDE || found == MAMORI_ERROR_ARGUMENT) return MAMORI_STATUS_OUTSIDE;
  if (found != MAMORI_FOUND) return MAMORI_STATUS_UNKNOWN;
  switch (row.state) {
    case MAMORI_STATE_PROTECTED: return MAMORI_STATUS_PROTECTED;
    case MAMORI_STATE_IN_PROGRESS: return MAMORI_STATUS_WAITING;
    case MAMORI_STATE_PROBLEM: return MAMORI_STATUS_FAILING;
    default: return MAMORI_STATUS_UNKNOWN;
  }
}

/// A value that holds for all of them: that of the first until another one differs.
class Common {
 public:
  void add(std::uint8_t value) noexcept {
    value_ = isFirst_ || value_ == value ? value : std::uint8_t{0};
    isFirst_ = false;
  }
  std::uint8_t value() const noexcept { return value_; }

 private:
  std::uint8_t value_ = 0;
  bool isFirst_ = true;
};

void forgetExtension(mamori_selection& selection) noexcept {
  std::memset(selection.extension, 0, sizeof selection.extension);
  selection.extension_bytes = MAMORI_EXTENSION_UNKNOWN;
}

}  // namespace

mamori_selection select(const TableReader* table, PathStyle style, std::uint8_t menu, const PathList& paths, const std::uint8_t* kinds) noexcept {
  mamori_selection selection{};
  selection.count = paths.count;
  selection.menu = menu;
  selection.in_root = paths.count > 0 ? 1 : 0;
  forgetExtension(selection);
  const bool isLookedAt = paths.count <= MAMORI_SELECTION_LOOKED_AT;
  Common kind, status;
  for (std::uint32_t index = 0; index < paths.count && (isLookedAt || table); ++index) {
    Row row;
    const std::uint8_t known = table ? statusOf(table->lookUp(paths[index], row), row) : std::uint8_t{MAMORI_STATUS_UNKNOWN};
    if (known == MAMORI_STATUS_OUTSIDE) selection.in_root = 0;
    if (!isLookedAt) continue;
    status.add(known);
    kind.add(kinds[index] <= MAMORI_KIND_FOLDER ? kinds[index] : std::uint8_t{MAMORI_KIND_UNKNOWN});
    std::uint8_t extension[MAMORI_EXTENSION_BYTES], bytes = 0;
    extensionOf(style, paths[index], extension, bytes);
    if (index == 0) {
      std::memcpy(selection.extension, extension, sizeof extension);
      selection.extension_bytes = bytes;
    } else if (bytes != selection.extension_bytes || std::memcmp(extension, selection.extension, sizeof extension) != 0) {
      forgetExtension(selection);
      selection.extension_bytes = MAMORI_EXTENSION_UNKNOWN;
    }
  }
  selection.kind = kind.value();
  selection.status = status.value();
  return selection;
}

}  // namespace mamori::shim
