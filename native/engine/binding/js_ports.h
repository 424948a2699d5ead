#pragma once

#include "archive/archiver.h"
#include "archive/blob_ports.h"
#include "binding/js_channel.h"

namespace mamori::binding {

using FunctionHandle = std::shared_ptr<Napi::FunctionReference>;

/// The port's BlobSink: `(pack) => Promise<void>`.
///
/// The buffers of a pack are detached, and their memory freed, as soon as the promise is fulfilled, not when the collector gets to them.
class JsBlobSink final : public BlobSink {
 public:
  JsBlobSink(JsChannel& channel, FunctionHandle sink) : channel_(channel), sink_(std::move(sink)) {}
  Status put(SealedContainer object) override;

 private:
  JsChannel& channel_;
  const FunctionHandle sink_;
};

/// The port's BlobSource: `(name, offset, length) => Promise<Buffer>`. A shorter answer is `vault.damaged-object`.
/// The buffer is freed as soon as it was copied: restores keep a quarter less memory than when the collector has to get to it.
class JsBlobSource final : public BlobSource {
 public:
  JsBlobSource(JsChannel& channel, FunctionHandle source) : channel_(channel), source_(std::move(source)) {}
  Result<ByteBuffer> read(const std::string& name, std::uint64_t offset, std::uint64_t length) override;

 private:
  JsChannel& channel_;
  const FunctionHandle source_;
};

/// `(batch) => Promise<void> | void`: `onRecords`, `onItems`.
class JsRecordSink final : public RecordSink {
 public:
  JsRecordSink(JsChannel& channel, FunctionHandle onRecords) : channel_(channel), onRecords_(std::move(onRecords)) {}
  Status take(RecordBatch batch) override;

 private:
  JsChannel& channel_;
  const FunctionHandle onRecords_;
};

/// `(errors) => void`, with `[{ path, code, message, osError }]`.
class JsErrorSink final : public ErrorSink {
 public:
  JsErrorSink(JsChannel& channel, FunctionHandle onErrors) : channel_(channel), onErrors_(std::move(onErrors)) {}
  void report(std::vector<PathFailure> failures) override;

 private:
  JsChannel& channel_;
  const FunctionHandle onErrors_;
};

/// The port's RecordBatch: `{ bytes, table }`.
Napi::Object toJsBatch(Napi::Env env, RecordBatch batch);

}  // namespace mamori::binding
