#include "binding/live_set_object.h"
#include "binding/reading_binding.h"
#include "fold/fold_job.h"

namespace mamori::binding {
namespace {

struct FoldCall {
  ReadingCall reading;
  std::vector<FoldStream> streams;
  FunctionHandle onItems, sink;
  PackAssembler::Options packs;
  std::shared_ptr<LiveSet> live;
  std::string imagePath;
  ImageHeader imageHeader;
};

void readStreams(const Arguments& options, FoldCall& call) {
  options.each("streams", [&](Napi::Value value) {
    const Arguments stream(value.Env(), value);
    FoldStream& read = call.streams.emplace_back();
    std::uint64_t bytes = 0;
    parseContent(stream.value("content"), read.content, bytes);
    read.checkpoint = stream.flag("checkpoint");
    call.imageHeader.sequence = stream.number("sequence");
  });
}

void readImage(Napi::Env env, const Arguments& options, FoldCall& call) {
  call.imagePath = options.text("imagePath");
  const ByteView sourceId = options.bytes("sourceId");
  if (sourceId.size() != call.imageHeader.sourceId.size()) return throwBug(env, "sourceId must have 16 bytes");
  std::copy(sourceId.begin(), sourceId.end(), call.imageHeader.sourceId.begin());
}

void readStore(Napi::Env env, const Arguments& options, FoldCall& call) {
  const Arguments store(env, options.value("store"));
  call.sink = store.function("sink");
  call.packs = {store.number("packBytes"), store.number("inlineBytes")};
}

Napi::Value toOutcome(Napi::Env env, FoldResult& result) {
  auto outcome = Napi::Object::New(env);
  outcome.Set("items", toNumber(env, result.items));
  outcome.Set("records", result.records ? toContent(env, result.records->content, result.records->bytes) : env.Undefined());
  outcome.Set("open", toOpenContainer(env, std::move(result.open)));
  return outcome;
}

/// fold(vault, index, options)
Napi::Value fold(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = std::make_shared<FoldCall>();
  call->reading = readReadingCall(info, options);
  readStreams(options, *call);
  if (options.has("onItems")) call->onItems = options.function("onItems");
  if (options.has("live")) call->live = LiveSetObject::from(options.value("live"));
  if (options.has("store")) readStore(env, options, *call);
  if (options.has("imagePath")) readImage(env, options, *call);
  if (isPending(env)) return env.Undefined();
  return startJob(env, "fold", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    JsBlobSource source(channel, call->reading.source);
    JsRecordSink items(channel, call->onItems);
    JsBlobSink packs(channel, call->sink);
    const FoldRequest request{*call->reading.vault, *call->reading.index->index, source, std::move(call->streams),
                              call->onItems ? &items : nullptr, call->live.get(), call->sink ? &packs : nullptr, call->packs,
                              call->imagePath, call->imageHeader};
    MAMORI_ASSIGN(FoldResult folded, foldStreams(request, control));
    auto held = std::make_shared<FoldResult>(std::move(folded));
    return Deliver([held](Napi::Env done) { return toOutcome(done, *held); });
  });
}

}  // namespace

void exportFold(Napi::Env env, Napi::Object exports) { exports.Set("fold", Napi::Function::New(env, fold, "fold")); }

}  // namespace mamori::binding
