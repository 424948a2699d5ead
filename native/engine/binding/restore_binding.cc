#include "binding/reading_binding.h"
#include "restore/content_reader.h"
#include "restore/restore_job.h"

namespace mamori::binding {
namespace {

struct RestoreCall {
  ReadingCall reading;
  RestoreOptions options;
  FunctionHandle nextItems, onErrors;
};

bool parseOverwrite(const std::string& text, Overwrite& overwrite) {
  if (text == "never") overwrite = Overwrite::never;
  else if (text == "if-changed") overwrite = Overwrite::ifChanged;
  else if (text == "always") overwrite = Overwrite::always;
  else return false;
  return true;
}

/// The port's RecordBatch, copied; nothing for undefined, the end.
Result<std::optional<RecordBatch>> copyBatch(Napi::Value value) {
  if (value.IsUndefined()) return std::optional<RecordBatch>();
  if (!value.IsObject()) return makeError("engine.bad-argument", "nextItems must give a batch");
  const auto object = value.As<Napi::Object>();
  const Napi::Value table = object.Get("table");
  if (!table.IsTypedArray() || table.As<Napi::TypedArray>().TypedArrayType() != napi_uint32_array) {
    return makeError("engine.bad-argument", "a batch needs its table");
  }
  const auto numbers = table.As<Napi::Uint32Array>();
  RecordBatch batch;
  batch.bytes = copyOf(object.Get("bytes"));
  batch.table.assign(numbers.Data(), numbers.Data() + numbers.ElementLength());
  return std::optional(std::move(batch));
}

Napi::Value toOutcome(Napi::Env env, const RestoreTotals& totals) {
  auto outcome = Napi::Object::New(env);
  outcome.Set("files", toNumber(env, totals.files));
  outcome.Set("directories", toNumber(env, totals.directories));
  outcome.Set("bytes", toNumber(env, totals.bytes));
  outcome.Set("skipped", toNumber(env, totals.skipped));
  outcome.Set("failed", toNumber(env, totals.failed));
  outcome.Set("ignoredAttributes", toNumber(env, totals.ignoredAttributes));
  return outcome;
}

/// restore(vault, index, options)
Napi::Value restore(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = std::make_shared<RestoreCall>();
  call->reading = readReadingCall(info, options);
  call->options.target = options.text("target");
  if (!parseOverwrite(options.text("overwrite"), call->options.overwrite)) throwBug(env, "overwrite must be never, if-changed or always");
  call->options.dryRun = options.flag("dryRun");
  call->options.restoreOwner = options.flag("restoreOwner");
  call->options.replaceOtherKinds = options.flag("replaceOtherKinds");
  for (std::string& folder : options.texts("yieldingFolders")) call->options.yieldingFolders.insert(std::move(folder));
  call->nextItems = options.function("nextItems");
  call->onErrors = options.function("onErrors");
  if (isPending(env)) return env.Undefined();
  return startJob(env, "restore", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    const auto snapshot = call->reading.snapshot();
    JsBlobSource source(channel, call->reading.source);
    JsErrorSink errors(channel, call->onErrors);
    const RestoreServices services{
        call->reading.vault->keyring, *snapshot, source,
        [&] {
          return channel.await<std::optional<RecordBatch>>(call->nextItems, [](Napi::Env) { return JsChannel::Arguments(); }, copyBatch);
        },
        [&](std::vector<PathFailure> failures) { errors.report(std::move(failures)); }};
    MAMORI_ASSIGN(const RestoreTotals totals, restoreTree(services, call->options, control));
    return Deliver([totals](Napi::Env done) { return toOutcome(done, totals); });
  });
}

struct ContentCall {
  ReadingCall reading;
  ContentReference content;
  std::uint64_t bytes = 0;
};

/// readContent(vault, index, { content, source })
Napi::Value readContent(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = std::make_shared<ContentCall>();
  call->reading = readReadingCall(info, options);
  if (!parseContent(options.value("content"), call->content, call->bytes) || isPending(env)) return env.Undefined();
  return startJob(env, "content", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    const auto snapshot = call->reading.snapshot();
    JsBlobSource source(channel, call->reading.source);
    ContentReader reader(call->reading.vault->keyring, *snapshot, source);
    MAMORI_ASSIGN(const auto ids, reader.resolve(call->content));
    auto content = std::make_shared<ByteBuffer>();
    for (const ChunkId& id : ids) {
      if (control.cancelled()) return cancelledError();
      MAMORI_ASSIGN(const ByteBuffer chunk, reader.read(id));
      append(*content, chunk);
    }
    return Deliver([content](Napi::Env done) -> Napi::Value { return giveBuffer(done, std::move(*content)); });
  });
}

}  // namespace

void exportRestore(Napi::Env env, Napi::Object exports) {
  exports.Set("restore", Napi::Function::New(env, restore, "restore"));
  exports.Set("readContent", Napi::Function::New(env, readContent, "readContent"));
}

}  // namespace mamori::binding
