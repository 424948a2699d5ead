#include "binding/live_set_object.h"

#include "archive/blob_ports.h"
#include "binding/index_object.h"
#include "binding/job.h"

namespace mamori::binding {
namespace {

Napi::Value createLiveSet(const Napi::CallbackInfo& info) {
  return LiveSetObject::wrap(info.Env(), std::make_shared<LiveSet>());
}

/// liveSetAdd(set, ids)
Napi::Value liveSetAdd(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto set = LiveSetObject::from(info[0]);
  if (!set || !info[1].IsArray()) return env.Undefined();
  const auto ids = info[1].As<Napi::Array>();
  for (std::uint32_t i = 0; i < ids.Length(); ++i) {
    const Napi::HandleScope scope(env);
    ChunkId id;
    if (!parseChunkId(textFrom(ids.Get(i)), id)) {
      throwBug(env, "a chunk id is 32 hex digits");
      break;
    }
    set->add(id);
  }
  return env.Undefined();
}

/// liveSetHas(set, id)
Napi::Value liveSetHas(const Napi::CallbackInfo& info) {
  const auto set = LiveSetObject::from(info[0]);
  ChunkId id;
  return Napi::Boolean::New(info.Env(), set && parseChunkId(textFrom(info[1]), id) && set->has(id));
}

Napi::Value liveSetSize(const Napi::CallbackInfo& info) {
  const auto set = LiveSetObject::from(info[0]);
  return toNumber(info.Env(), set ? set->size() : 0);
}

Napi::Value fail(Napi::Env env, const Error& error) {
  toJsError(env, error).ThrowAsJavaScriptException();
  return env.Undefined();
}

/// liveSetMeasure(set, footer)
Napi::Value liveSetMeasure(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto set = LiveSetObject::from(info[0]);
  if (!set) return env.Undefined();
  const auto footer = decodeFooter(viewOf(info[1]));
  if (!footer.ok()) return fail(env, footer.error());
  auto measures = Napi::Array::New(env, footer->segments.size());
  for (std::uint32_t i = 0; i < footer->segments.size(); ++i) {
    const SegmentInfo& segment = footer->segments[i];
    auto measure = Napi::Object::New(env);
    measure.Set("sealedBytes", toNumber(env, segment.sealedBytes));
    measure.Set("liveBytes", toNumber(env, set->liveBytes(segment)));
    measure.Set("totalBytes", toNumber(env, segment.chunks.empty() ? 0 : segment.rawBytes));
    measures.Set(i, measure);
  }
  return measures;
}

/// liveSetIsNeeded(set, footer, index)
Napi::Value liveSetIsNeeded(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto set = LiveSetObject::from(info[0]);
  const auto index = IndexObject::from(info[2]);
  if (!set || !index) return env.Undefined();
  const auto footer = decodeFooter(viewOf(info[1]));
  if (!footer.ok()) return fail(env, footer.error());
  const auto needed = set->isNeeded(footer->segments, *index->index->snapshot());
  return needed.ok() ? Napi::Boolean::New(env, *needed) : fail(env, needed.error());
}

/// liveSetMissingFrom(set, index, limit)
Napi::Value liveSetMissingFrom(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto set = LiveSetObject::from(info[0]);
  const auto index = IndexObject::from(info[1]);
  if (!set || !index || !info[2].IsNumber()) return env.Undefined();
  const auto missing = set->missingFrom(*index->index->snapshot(), info[2].As<Napi::Number>().Uint32Value());
  if (!missing.ok()) return fail(env, missing.error());
  auto ids = Napi::Array::New(env, missing->size());
  for (std::uint32_t i = 0; i < missing->size(); ++i) ids.Set(i, Napi::String::New(env, toHex((*missing)[i].bytes)));
  return ids;
}

}  // namespace

void exportLiveSet(Napi::Env env, Napi::Object exports) {
  exports.Set("createLiveSet", Napi::Function::New(env, createLiveSet, "createLiveSet"));
  exports.Set("liveSetAdd", Napi::Function::New(env, liveSetAdd, "liveSetAdd"));
  exports.Set("liveSetHas", Napi::Function::New(env, liveSetHas, "liveSetHas"));
  exports.Set("liveSetSize", Napi::Function::New(env, liveSetSize, "liveSetSize"));
  exports.Set("liveSetMeasure", Napi::Function::New(env, liveSetMeasure, "liveSetMeasure"));
  exports.Set("liveSetIsNeeded", Napi::Function::New(env, liveSetIsNeeded, "liveSetIsNeeded"));
  exports.Set("liveSetMissingFrom", Napi::Function::New(env, liveSetMissingFrom, "liveSetMissingFrom"));
}

}  // namespace mamori::binding
