#include "abi/guard.h"
#include "abi/reader_handle.h"
#include "abi/spans.h"
#include "menu/evaluate_menu.h"
#include "menu/select.h"
#include "path/path_style.h"

using namespace mamori::shim;

namespace {

bool areEnds(const uint32_t* ends, uint32_t count, uint32_t bytes) noexcept {
  uint32_t from = 0;
  for (uint32_t at = 0; at < count; ++at) {
    if (ends[at] < from || ends[at] > bytes) return false;
    from = ends[at];
  }
  return true;
}

}  // namespace

int32_t mamori_reader_select(mamori_reader* reader, uint32_t style, uint32_t menu, const uint8_t* paths, uint32_t paths_bytes, const uint32_t* ends,
                             const uint8_t* kinds, uint32_t count, mamori_selection* out) {
  const bool isSound = isPathStyle(style) && menu <= MAMORI_MENU_BACKGROUND && isSpan(paths, paths_bytes) && isSpan(ends, count) && isSpan(kinds, count) && out;
  if (!isSound || !areEnds(ends, count, paths_bytes)) return MAMORI_ERROR_ARGUMENT;
  *out = select(reader ? &reader->table : nullptr, static_cast<PathStyle>(style), static_cast<uint8_t>(menu), {spanOf(paths, paths_bytes), ends, count}, kinds);
  return 0;
}

int32_t mamori_menu_evaluate(const uint8_t* list, uint32_t list_bytes, uint32_t low, uint32_t high, const mamori_selection* selection, mamori_menu_entry* out,
                             uint32_t capacity) {
  if (!isSpan(list, list_bytes) || !selection || !isSpan(out, capacity)) return MAMORI_ERROR_ARGUMENT;
  return evaluateMenu(spanOf(list, list_bytes), static_cast<uint64_t>(high) << 32 | low, *selection, {out, capacity});
}
