#include "binding/js_ports.h"

#include "binding/vault_object.h"

namespace mamori::binding {
namespace {

using Buffers = std::vector<Napi::Reference<Napi::Buffer<std::uint8_t>>>;

void release(Buffers& buffers, bool detach) {
  for (auto& buffer : buffers) {
    Napi::ArrayBuffer memory = buffer.Value().ArrayBuffer();
    if (detach && !memory.IsDetached()) memory.Detach();
    buffer.Reset();
  }
  buffers.clear();
}

/// Frees what a source has read, once it was copied. A view of something larger is left to whoever holds the rest, and what cannot be detached to the collector.
void releaseRead(Napi::Value value) {
  const napi_env env = value.Env();
  napi_value memory = nullptr;
  std::size_t viewed = 0, whole = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, value, nullptr, &viewed, nullptr, &memory, nullptr) != napi_ok) return;
  if (napi_get_arraybuffer_info(env, memory, &data, &whole) == napi_ok && viewed == whole) napi_detach_arraybuffer(env, memory);
}

}  // namespace

Status JsBlobSink::put(SealedContainer object) {
  auto held = std::make_shared<SealedContainer>(std::move(object));
  auto buffers = std::make_shared<Buffers>();
  const auto arguments = [held, buffers](Napi::Env env) -> JsChannel::Arguments {
    const auto pack = toStoredPack(env, std::move(*held));
    const auto pieces = pack.Get("bytes").As<Napi::Array>();
    for (std::uint32_t i = 0; i < pieces.Length(); ++i) {
      buffers->push_back(Napi::Reference<Napi::Buffer<std::uint8_t>>::New(pieces.Get(i).As<Napi::Buffer<std::uint8_t>>(), 1));
    }
    return {pack};
  };
  auto stored = channel_.await<bool>(sink_, arguments, [](Napi::Value) -> Result<bool> { return true; });
  // Only after success is it sure that nobody writes from the buffers any more; otherwise the collector has to find out.
  // References may only be dropped on the JavaScript thread; should it be gone, so are they.
  if (!channel_.post([buffers, done = stored.ok()](Napi::Env) { release(*buffers, done); })) {
    for (auto& buffer : *buffers) buffer.SuppressDestruct();
  }
  if (!stored.ok()) return std::move(stored).error();
  return {};
}

Result<ByteBuffer> JsBlobSource::read(const std::string& name, std::uint64_t offset, std::uint64_t length) {
  const auto arguments = [&](Napi::Env env) -> JsChannel::Arguments {
    return {Napi::String::New(env, name), toNumber(env, offset), toNumber(env, length)};
  };
  return channel_.await<ByteBuffer>(source_, arguments, [length](Napi::Value value) -> Result<ByteBuffer> {
    ByteBuffer bytes = copyOf(value);
    releaseRead(value);
    if (bytes.size() != length) return makeError("vault.damaged-object", "the store gave fewer bytes than were asked for");
    return bytes;
  });
}

Status JsRecordSink::take(RecordBatch batch) {
  auto held = std::make_shared<RecordBatch>(std::move(batch));
  const auto arguments = [held](Napi::Env env) -> JsChannel::Arguments { return {toJsBatch(env, std::move(*held))}; };
  auto taken = channel_.await<bool>(onRecords_, arguments, [](Napi::Value) -> Result<bool> { return true; });
  if (!taken.ok()) return std::move(taken).error();
  return {};
}

void JsErrorSink::report(std::vector<PathFailure> failures) {
  if (failures.empty()) return;
  channel_.post([onErrors = onErrors_, failures = std::move(failures)](Napi::Env env) {
    auto array = Napi::Array::New(env, failures.size());
    for (std::uint32_t i = 0; i < failures.size(); ++i) {
      auto failure = Napi::Object::New(env);
      failure.Set("path", toBuffer(env, bytesOf(failures[i].path)));
      failure.Set("code", Napi::String::New(env, failures[i].error.code));
      failure.Set("message", Napi::String::New(env, failures[i].error.message));
      failure.Set("osError", Napi::Number::New(env, static_cast<double>(failures[i].error.osError)));
      array.Set(i, failure);
    }
    // A throw stays pending, and becomes an uncaught exception as any callback's does.
    onErrors->Call({array});
  });
}

Napi::Object toJsBatch(Napi::Env env, RecordBatch batch) {
  auto numbers = Napi::Uint32Array::New(env, batch.table.size());
  std::copy(batch.table.begin(), batch.table.end(), numbers.Data());
  auto object = Napi::Object::New(env);
  object.Set("bytes", giveBuffer(env, std::move(batch.bytes)));
  object.Set("table", numbers);
  return object;
}

}  // namespace mamori::binding
