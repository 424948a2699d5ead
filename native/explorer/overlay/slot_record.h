#pragma once

#include <cstdint>

namespace mamori::explorer {

/// Notes for this user that the shell asked for the overlay of a state, which it does only for overlays that have one of its few places:
/// HKCU\Software\Mamori\Explorer\Overlays, a value for each state (REG_SZ, ms since 1970). `mamori shell doctor` reads it.
///
/// Returns at once; written on the thread pool, once for each state and process, and only for users who have an agent.
void noteSlot(std::uint8_t state) noexcept;

/// Takes out what was noted for this user.
void forgetSlots() noexcept;

}  // namespace mamori::explorer
