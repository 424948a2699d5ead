#include "binding/live_set_object.h"
#include "binding/reading_binding.h"
#include "repack/repack_job.h"

namespace mamori::binding {
namespace {

struct RepackCall {
  ReadingCall reading;
  FunctionHandle sink;
  std::shared_ptr<LiveSet> live;
  std::vector<RepackContainer> containers;
  bool missingOnly = false;
  std::uint64_t packBytes = 0;
};

void readContainers(Napi::Env env, const Arguments& options, RepackCall& call) {
  options.each("containers", [&](Napi::Value value) {
    const Arguments fields(env, value);
    auto footer = decodeFooter(fields.bytes("footer"));
    if (isPending(env)) return;
    if (!footer.ok()) return toJsError(env, footer.error()).ThrowAsJavaScriptException();
    call.containers.push_back({fields.text("name"), std::move(*footer)});
  });
}

Napi::Value toOutcome(Napi::Env env, const RepackResult& result) {
  auto packs = Napi::Array::New(env, result.packs.size());
  for (std::uint32_t i = 0; i < result.packs.size(); ++i) {
    auto pack = Napi::Object::New(env);
    pack.Set("name", Napi::String::New(env, result.packs[i].name));
    pack.Set("sizeBytes", toNumber(env, result.packs[i].sizeBytes));
    packs.Set(i, pack);
  }
  auto outcome = Napi::Object::New(env);
  outcome.Set("packs", packs);
  outcome.Set("copiedBytes", toNumber(env, result.copiedBytes));
  outcome.Set("droppedBytes", toNumber(env, result.droppedBytes));
  return outcome;
}

/// repack(vault, index, options)
Napi::Value repackCall(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = std::make_shared<RepackCall>();
  call->reading = readReadingCall(info, options);
  call->sink = options.function("sink");
  call->live = LiveSetObject::from(options.value("live"));
  call->missingOnly = options.flag("missingOnly");
  call->packBytes = options.number("packBytes");
  readContainers(env, options, *call);
  if (isPending(env)) return env.Undefined();
  return startJob(env, "repack", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    const auto snapshot = call->reading.snapshot();
    JsBlobSource source(channel, call->reading.source);
    JsBlobSink sink(channel, call->sink);
    const RepackRequest request{call->reading.vault->keyring, *snapshot, source, sink, *call->live, std::move(call->containers),
                                call->missingOnly, call->packBytes};
    MAMORI_ASSIGN(RepackResult result, repack(request, control));
    return Deliver([result = std::move(result)](Napi::Env done) { return toOutcome(done, result); });
  });
}

}  // namespace

void exportRepack(Napi::Env env, Napi::Object exports) { exports.Set("repack", Napi::Function::New(env, repackCall, "repack")); }

}  // namespace mamori::binding
