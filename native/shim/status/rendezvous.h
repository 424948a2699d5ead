#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "os/mapped_file.h"
#include "os/process.h"
#include "os/token.h"
#include "status/layout.h"

namespace mamori::shim {

/// Where the present table is.
struct TablePlace {
  std::uint64_t generation = 0;
  std::uint64_t segmentBytes = 0;
  std::string segmentToken;
  std::string askedToken;
  ProcessIdentity writer;
};

inline Rendezvous& rendezvousIn(const MappedFile& file) noexcept { return *reinterpret_cast<Rendezvous*>(file.data()); }

/// nullopt: no table of a format that we understand, or it was being replaced.
std::optional<TablePlace> readPlace(const Rendezvous& rendezvous);

/// Readers of the old place notice by the generation, which is written last.
void writePlace(Rendezvous& rendezvous, const TablePlace& place) noexcept;

/// Whether the last sign of life is recent. One that lies ahead is from before the system was started.
bool isAlive(const Rendezvous& rendezvous) noexcept;

}  // namespace mamori::shim
