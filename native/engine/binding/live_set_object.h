#pragma once

#include "archive/live_set.h"
#include "binding/native_object.h"

namespace mamori::binding {

struct LiveSetTag {
  static constexpr const char* name = "live set";
  static constexpr std::uint64_t lower = 0x37b8e40d92f6a15c, upper = 0xe96d1c7503ba8f24;
};
using LiveSetObject = NativeObject<LiveSet, LiveSetTag>;

/// Adds to the exports: createLiveSet, liveSetAdd, liveSetHas, liveSetSize, liveSetMeasure, liveSetIsNeeded,
/// liveSetMissingFrom.
void exportLiveSet(Napi::Env env, Napi::Object exports);

}  // namespace mamori::binding
