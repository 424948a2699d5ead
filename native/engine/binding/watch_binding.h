#pragma once

#include <napi.h>

namespace mamori::binding {

/// Adds `startWatch({ root, latencyMs, maxChangesPerBatch, exclusions, sink })`; its contract is `NativeWatchBinding` of
/// src/platform/engine/native-engine-watcher.ts.
void registerWatch(Napi::Env env, Napi::Object exports);

}  // namespace mamori::binding
