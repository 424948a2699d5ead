#pragma once

#include <memory>
#include <optional>
#include <string>

#include "binding/index_object.h"
#include "binding/job.h"
#include "binding/js_ports.h"
#include "binding/vault_object.h"

namespace mamori::binding {

/// What jobs that read the vault have in common.
struct ReadingCall {
  std::shared_ptr<const Vault> vault;
  std::shared_ptr<IndexState> index;  // none for verifySegments
  FunctionHandle source;

  std::shared_ptr<const IndexSnapshot> snapshot() const { return index->index->snapshot(); }
};

/// Reads (vault, index, { source, … }). A wrong argument leaves an exception pending.
inline ReadingCall readReadingCall(const Napi::CallbackInfo& info, const Arguments& options) {
  return {VaultObject::from(info[0]), IndexObject::from(info[1]), options.function("source")};
}

/// Each adds the functions of its name to the exports.
void exportRestore(Napi::Env env, Napi::Object exports);  // restore, readContent
void exportFold(Napi::Env env, Napi::Object exports);     // fold
void exportVerify(Napi::Env env, Napi::Object exports);   // verifySegments
void exportRepack(Napi::Env env, Napi::Object exports);   // repack

}  // namespace mamori::binding
