#include "status/open_table.h"

#include "include/mamori_shim.h"
#include "os/system_error.h"
#include "status/words.h"

namespace mamori::shim {
namespace {

/// Why something could not be opened that a rendezvous or its file told of.
TableFound failureOf(std::int32_t code, TableFound ifAbsent) noexcept {
  if (code == MAMORI_ERROR_FOREIGN) return TableFound::kForeign;
  if (code != MAMORI_ERROR_SYSTEM) return TableFound::kDamaged;
  if (isRefusal(lastSystemError())) return TableFound::kUnreachable;
  return isAbsence(lastSystemError()) ? ifAbsent : TableFound::kDamaged;
}

TableFound unreadable(const Rendezvous& rendezvous) noexcept {
  if (load(rendezvous.magic) == 0) return TableFound::kNothing;  // made a moment ago
  const bool isOurs = load(rendezvous.magic) == Rendezvous::kMagic;
  return isOurs && load(rendezvous.readableFrom) > kTableFormat ? TableFound::kOtherFormat : TableFound::kDamaged;
}

}  // namespace

TableFound openTable(const std::string& path, OpenTable& out) {
  OwnFolder folder;
  std::int32_t code = OwnFolder::find(path, folder);
  if (code != 0) return failureOf(code, TableFound::kNothing);
  code = openRendezvous(folder, kRendezvousName, kRendezvousBytes, out.rendezvous);
  if (code == MAMORI_NO_AGENT) return TableFound::kEnded;
  if (code != 0) return failureOf(code, TableFound::kNothing);
  const Rendezvous& rendezvous = rendezvousIn(out.rendezvous);
  const auto place = readPlace(rendezvous);
  if (!place) return unreadable(rendezvous);
  out.place = *place;
  const bool isTakenBack = load(rendezvous.heartbeatMs) == 0;
  if (!isRunning(place->writer)) return isTakenBack ? TableFound::kNothing : TableFound::kEnded;
  code = openShared(folder, kSegmentEnding, place->writer, place->segmentToken, place->segmentBytes, Access::kRead, out.segmentFile);
  if (code != 0) return failureOf(code, isTakenBack ? TableFound::kNothing : TableFound::kDamaged);
  const auto segment = Segment::check(out.segmentFile.data(), out.segmentFile.size(), place->generation);
  if (!segment) return TableFound::kDamaged;
  out.segment = *segment;
  // Without the ring, look-ups work as well.
  openShared(folder, kAskedEnding, place->writer, place->askedToken, kAskedBytes, Access::kWrite, out.askedFile);
  return isAlive(rendezvous) ? TableFound::kPublished : TableFound::kSilent;
}

}  // namespace mamori::shim
