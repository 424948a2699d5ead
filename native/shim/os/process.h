#pragma once

#include <cstddef>
#include <cstdint>

namespace mamori::shim {

/// A process, told from a later one of the same number by when it was started (in the system's own units).
struct ProcessIdentity {
  std::uint64_t pid = 0;
  std::uint64_t startedAt = 0;
};

ProcessIdentity thisProcess() noexcept;
bool isRunning(const ProcessIdentity& process) noexcept;

/// Milliseconds since the system started, time asleep included. No system call: the vDSO's CLOCK_BOOTTIME, GetTickCount64.
std::uint64_t sinceBootMs() noexcept;

/// Random bytes fit for keys; false when the system gives none.
bool fillRandom(void* out, std::size_t bytes) noexcept;

}  // namespace mamori::shim
