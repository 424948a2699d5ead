#pragma once

#include <functional>

namespace mamori::explorer {

/// Runs work on the system's thread pool and keeps the module loaded until it has returned. What it throws is dropped.
///
/// @param mayTakeLong it waits for something, so that the pool should not count on its thread
/// @returns false when the system has no resources; the work then does not run
bool runInBackground(std::function<void()> work, bool mayTakeLong) noexcept;

}  // namespace mamori::explorer
