#include "binding/watch_to_js.h"

#include <algorithm>
#include <utility>

namespace mamori::binding {

namespace {

Napi::Object eventOf(Napi::Env env, const char* kind) {
  auto event = Napi::Object::New(env);
  event.Set("kind", kind);
  return event;
}

Napi::Number numberOf(Napi::Env env, std::uint64_t value) { return Napi::Number::New(env, static_cast<double>(value)); }

Napi::Object toJs(Napi::Env env, const WatchReady& ready) {
  auto event = eventOf(env, "ready");
  event.Set("watches", numberOf(env, ready.directories));
  return event;
}

Napi::Object toJs(Napi::Env env, const PackedBatch& batch) {
  auto event = eventOf(env, "batch");
  event.Set("overflow", Napi::Boolean::New(env, batch.overflow));
  event.Set("paths", Napi::Buffer<char>::Copy(env, batch.paths.data(), batch.paths.size()));
  auto table = Napi::Uint32Array::New(env, batch.table.size());
  // An environment that is ending makes no more arrays, and its event is heard by nobody.
  if (!table.IsEmpty() && table.Data()) std::copy(batch.table.begin(), batch.table.end(), table.Data());
  event.Set("table", table);
  return event;
}

Napi::Object toJs(Napi::Env env, const WatchProblem& problem) {
  const auto osError = Napi::Number::New(env, static_cast<double>(problem.error.osError));
  if (problem.error.code == "watch.limit-reached") {
    auto event = eventOf(env, "limited");
    event.Set("needed", numberOf(env, problem.neededWatches));
    event.Set("allowed", numberOf(env, problem.allowedWatches));
    return event;
  }
  if (problem.folder) {
    auto event = eventOf(env, "unreadable");
    event.Set("folder", Napi::Buffer<char>::Copy(env, problem.folder->data(), problem.folder->size()));
    event.Set("osError", osError);
    return event;
  }
  auto error = Napi::Object::New(env);
  error.Set("code", problem.error.code);
  error.Set("message", problem.error.message);
  if (problem.error.osError != 0) error.Set("osError", osError);
  auto event = eventOf(env, "error");
  event.Set("error", error);
  return event;
}

}  // namespace

Napi::Object toJs(Napi::Env env, WatchNotice notice) {
  return std::visit([env](const auto& said) { return toJs(env, said); }, notice);
}

}  // namespace mamori::binding
