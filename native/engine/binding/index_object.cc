#include "binding/index_object.h"

#include "binding/job.h"

namespace mamori::binding {
namespace {

Napi::Value fail(Napi::Env env, const Error& error) {
  toJsError(env, error).ThrowAsJavaScriptException();
  return env.Undefined();
}

/// An index is derived from the vault: one that cannot be read is begun again, and reconciliation fills it.
Result<std::unique_ptr<ChunkIndex>> openOrBegin(const std::string& folder) {
  auto opened = ChunkIndex::open(folder);
  if (opened.ok() || !opened.error().code.starts_with("index.")) return opened;
  ChunkIndex::erase(folder);
  return ChunkIndex::open(folder);
}

/// openIndex(folder)
Napi::Value openIndex(const Napi::CallbackInfo& info) {
  auto opened = openOrBegin(textFrom(info[0]));
  if (!opened.ok()) return fail(info.Env(), opened.error());
  auto state = std::make_shared<IndexState>();
  state->index = std::move(*opened);
  return IndexObject::wrap(info.Env(), std::move(state));
}

Napi::Value closeIndex(const Napi::CallbackInfo& info) {
  IndexObject::disown(info[0]);
  return info.Env().Undefined();
}

std::vector<std::string> containersOf(const IndexState& state) {
  std::vector<std::string> names;
  for (const auto& part : state.index->snapshot()->parts()) {
    names.insert(names.end(), part.file->packs().begin(), part.file->packs().end());
  }
  for (const auto& added : state.added) names.push_back(added.name);
  return names;
}

Napi::Value indexContainers(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  if (!state) return env.Undefined();
  const std::vector<std::string> names = containersOf(*state);
  auto array = Napi::Array::New(env, names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) array.Set(i, Napi::String::New(env, names[i]));
  return array;
}

/// indexAdd(index, [{ name, footer }]): noted, and read by the next flush.
Napi::Value indexAdd(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  if (!state) return env.Undefined();
  const auto array = info[1].As<Napi::Array>();
  for (std::uint32_t i = 0; info[1].IsArray() && i < array.Length(); ++i) {
    const Napi::HandleScope scope(env);
    const Arguments container(env, array.Get(i));
    const ByteView footer = container.bytes("footer");
    state->added.push_back({container.text("name"), ByteBuffer(footer.begin(), footer.end())});
  }
  return env.Undefined();
}

/// On the JavaScript thread; waits for a flush that is about to publish what it added.
void applyExclusions(IndexState& state) {
  const std::lock_guard lock(state.writing);
  std::vector<std::string> present;
  for (const auto& part : state.index->snapshot()->parts()) {
    present.insert(present.end(), part.file->packs().begin(), part.file->packs().end());
  }
  state.index->reconcile(std::move(present), {state.excluded.begin(), state.excluded.end()});
}

/// indexExclude(index, names): to writers, what lies there is missing.
Napi::Value indexExclude(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  if (!state || !info[1].IsArray()) return env.Undefined();
  const auto names = info[1].As<Napi::Array>();
  for (std::uint32_t i = 0; i < names.Length(); ++i) {
    const Napi::HandleScope scope(env);
    state->excluded.insert(textFrom(names.Get(i)));
  }
  applyExclusions(*state);
  return env.Undefined();
}

Status addAll(IndexState& state, const std::vector<IndexState::Added>& added) {
  const std::lock_guard lock(state.writing);
  ChunkIndexBuilder builder(*state.index);
  for (const auto& container : added) {
    MAMORI_ASSIGN(const Footer footer, decodeFooter(container.footer));
    MAMORI_TRY(builder.add(container.name, footer.segments));
  }
  return builder.commit();
}

/// indexFlush(index): a job
Napi::Value indexFlush(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  if (!state) return env.Undefined();
  auto added = std::make_shared<std::vector<IndexState::Added>>(std::exchange(state->added, {}));
  return startJob(env, "index flush", [state, added](JobControl&, JsChannel&) -> Result<Deliver> {
    if (!added->empty()) MAMORI_TRY(addAll(*state, *added));
    return Deliver([state](Napi::Env done) {
      // What was excluded before it was added stays so.
      if (!state->excluded.empty()) applyExclusions(*state);
      return done.Undefined();
    });
  });
}

Napi::Value indexStats(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  if (!state) return env.Undefined();
  const auto snapshot = state->index->snapshot();
  auto stats = Napi::Object::New(env);
  stats.Set("chunks", toNumber(env, snapshot->entryCount()));
  stats.Set("containers", toNumber(env, containersOf(*state).size()));
  stats.Set("residentBytes", toNumber(env, snapshot->residentBytes()));
  return stats;
}

/// indexLocate(index, id, any): `any` also finds what lies in excluded containers only
Napi::Value indexLocate(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto state = IndexObject::from(info[0]);
  ChunkId id;
  if (!state || !parseChunkId(textFrom(info[1]), id)) return env.Undefined();
  const auto snapshot = state->index->snapshot();
  const bool any = info[2].IsBoolean() && info[2].As<Napi::Boolean>().Value();
  const auto found = snapshot->find(id, any ? LookupFor::reading : LookupFor::writing);
  if (!found.ok()) return fail(env, found.error());
  if (!*found) return env.Undefined();
  const ChunkLocation& location = **found;
  auto object = Napi::Object::New(env);
  object.Set("container", Napi::String::New(env, std::string(location.objectName)));
  object.Set("segmentOffset", toNumber(env, location.segmentOffset));
  object.Set("sealedBytes", toNumber(env, location.sealedBytes));
  object.Set("segmentRawBytes", toNumber(env, location.segmentRawBytes));
  object.Set("offsetInSegment", toNumber(env, location.offsetInSegment));
  object.Set("rawBytes", toNumber(env, location.rawBytes));
  return object;
}

}  // namespace

void exportIndex(Napi::Env env, Napi::Object exports) {
  const auto add = [&](const char* name, Napi::Value (*call)(const Napi::CallbackInfo&)) {
    exports.Set(name, Napi::Function::New(env, call, name));
  };
  add("openIndex", openIndex);
  add("closeIndex", closeIndex);
  add("indexContainers", indexContainers);
  add("indexAdd", indexAdd);
  add("indexExclude", indexExclude);
  add("indexFlush", indexFlush);
  add("indexStats", indexStats);
  add("indexLocate", indexLocate);
}

}  // namespace mamori::binding
