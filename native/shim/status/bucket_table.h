#pragma once

#include <cstdint>
#include <span>

#include "status/layout.h"

namespace mamori::shim {

enum class Found { kRow, kNothing, kTorn };
enum class Put { kAdded, kReplaced, kFull };

/// Looks a key up among `buckets` (a power of two) that another process may be changing or may have filled with nonsense: at most kProbes
/// buckets are read, all within the span. A row never moves, so a probe that crosses a change sees the row before or after it.
Found findRow(std::span<const Bucket> buckets, std::uint64_t key, std::uint32_t& value) noexcept;

/// The writer's side; one thread.
Put putRow(std::span<Bucket> buckets, std::uint64_t key, std::uint32_t value) noexcept;

/// Whether there was one. Its place stays taken until another row needs it or the table moves.
bool removeRow(std::span<Bucket> buckets, std::uint64_t key) noexcept;

}  // namespace mamori::shim
