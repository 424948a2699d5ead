#pragma once

#include <napi.h>

#include "binding/watch_outbox.h"

namespace mamori::binding {

/// A notice as `NativeWatchEvent` of src/platform/engine/native-engine-watcher.ts. JavaScript thread only.
Napi::Object toJs(Napi::Env env, WatchNotice notice);

}  // namespace mamori::binding
