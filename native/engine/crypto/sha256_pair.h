#pragma once

#include "crypto/sha256.h"

namespace mamori {

/// Adds `firstBytes` to `first` and `secondBytes` to `second`: the same as two updates, and faster where the processor has SHA
/// instructions, because each computation fills the other's waiting times. Precondition: two different objects.
///
/// Elsewhere, and where the own code for it does not give the published answers, it is those two updates.
void updateBoth(Sha256& first, ByteView firstBytes, Sha256& second, ByteView secondBytes) noexcept;

/// Whether updateBoth gains anything here: worth knowing before work is gathered for it.
bool hashesPairsFaster() noexcept;

}  // namespace mamori
