#pragma once

#include <napi.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "codec/byte_buffer.h"
#include "codec/chunk_id.h"
#include "codec/record.h"

namespace mamori::binding {

/// Reads what JavaScript handed over. The adapter (src/platform/engine) has checked it already, so a wrong type is a bug: these throw a
/// TypeError and return an empty value; a caller that read all its arguments checks `env.IsExceptionPending()` once.
class Arguments {
 public:
  Arguments(Napi::Env env, Napi::Value options);

  ByteView bytes(const char* name) const;
  std::string text(const char* name) const;   // of a string or the bytes of a buffer
  std::uint64_t number(const char* name) const;
  bool flag(const char* name) const;
  bool has(const char* name) const;
  std::vector<std::string> texts(const char* name) const;
  std::shared_ptr<Napi::FunctionReference> function(const char* name) const;
  Napi::Value value(const char* name) const;
  Arguments object(const char* name) const;
  /// Every element of an array, as it is.
  void each(const char* name, const std::function<void(Napi::Value)>& visit) const;

 private:
  Napi::Env env_;
  Napi::Object options_;
};

bool isPending(Napi::Env env);
void throwBug(Napi::Env env, const std::string& what);

ByteView viewOf(Napi::Value value);
std::string textFrom(Napi::Value value);
ByteBuffer copyOf(Napi::Value value);
Napi::Buffer<std::uint8_t> toBuffer(Napi::Env env, ByteView bytes);
/// Gives the memory to JavaScript without copying it.
Napi::Buffer<std::uint8_t> giveBuffer(Napi::Env env, ByteBuffer bytes);
Napi::Number toNumber(Napi::Env env, std::uint64_t value);

/// 32 hex digits; false for anything else.
bool parseChunkId(const std::string& hex, ChunkId& id);

/// The port's `ContentReference`: `{ depth, ids, bytes }`.
Napi::Object toContent(Napi::Env env, const ContentReference& content, std::uint64_t bytes);
bool parseContent(Napi::Value value, ContentReference& content, std::uint64_t& bytes);

}  // namespace mamori::binding
