#pragma once

#include "click/click.h"

namespace mamori::explorer {

enum class Delivery { kAccepted, kSpooled, kLost };

/// Brings a click to the agent: over its endpoint, and when that does not say "persisted" within two seconds, as a file in the spool folder, which
/// the agent reads when it starts; the launcher is then asked to start it. Lost only when both fail (a full disk). Waits; for the background only.
Delivery deliverClick(const Click& click);

}  // namespace mamori::explorer
