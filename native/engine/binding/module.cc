#include <napi.h>

#include <thread>

#include <zstd.h>

#include "base/file_lock.h"
#include "base/socket_peer.h"
#include "binding/backup_binding.h"
#include "binding/index_object.h"
#include "binding/job.h"
#include "binding/live_set_object.h"
#include "binding/reading_binding.h"
#include "binding/vault_object.h"
#include "binding/watch_binding.h"
#include "crypto/process_symbol.h"

namespace mamori::binding {
namespace {

// Raised with every change of what is exported: the adapter refuses an addon that was built from other sources.
constexpr std::uint32_t kAbi = 2;
constexpr int kOpensslVersionText = 0;  // OPENSSL_VERSION of <openssl/crypto.h>

std::string opensslVersion() {
  using VersionOf = const char* (*)(int);
  const auto versionOf = reinterpret_cast<VersionOf>(findProcessSymbol("OpenSSL_version"));
  return versionOf ? versionOf(kOpensslVersionText) : "unknown";
}

/// What was linked and found: zstd's version differs from the one inside Node, by intention.
Napi::Value info(const Napi::CallbackInfo& call) {
  const Napi::Env env = call.Env();
  auto result = Napi::Object::New(env);
  result.Set("abi", toNumber(env, kAbi));
  result.Set("zstd", Napi::String::New(env, ZSTD_versionString()));
  result.Set("openssl", Napi::String::New(env, opensslVersion()));
  result.Set("threads", toNumber(env, std::max(1u, std::thread::hardware_concurrency())));
  return result;
}

struct FileLockTag {
  static constexpr const char* name = "lock";
  static constexpr std::uint64_t lower = 0x8e21f5b36a9c07d4, upper = 0x1dc7498fe35b20a6;
};
using FileLockObject = NativeObject<FileLock, FileLockTag>;

/// lockFile(path): undefined when another holder has it
Napi::Value lockFileCall(const Napi::CallbackInfo& call) {
  auto lock = lockFile(textFrom(call[0]));
  if (!lock.ok()) {
    toJsError(call.Env(), lock.error()).ThrowAsJavaScriptException();
    return call.Env().Undefined();
  }
  if (!*lock) return call.Env().Undefined();
  return FileLockObject::wrap(call.Env(), std::move(*lock));
}

Napi::Value unlockFile(const Napi::CallbackInfo& call) {
  FileLockObject::disown(call[0]);
  return call.Env().Undefined();
}

/// peerIsOwn(descriptor): undefined where the platform does not tell
Napi::Value peerIsOwn(const Napi::CallbackInfo& call) {
  const auto peer = socketPeer(call[0].As<Napi::Number>().Int32Value());
  return peer == SocketPeer::unknown ? call.Env().Undefined() : Napi::Value(Napi::Boolean::New(call.Env(), peer == SocketPeer::own));
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("info", Napi::Function::New(env, info, "info"));
  exports.Set("lockFile", Napi::Function::New(env, lockFileCall, "lockFile"));
  exports.Set("unlockFile", Napi::Function::New(env, unlockFile, "unlockFile"));
  exports.Set("peerIsOwn", Napi::Function::New(env, peerIsOwn, "peerIsOwn"));
  exportVault(env, exports);
  exportIndex(env, exports);
  exportLiveSet(env, exports);
  exportBackup(env, exports);
  exportRestore(env, exports);
  exportFold(env, exports);
  exportVerify(env, exports);
  exportRepack(env, exports);
  registerWatch(env, exports);
  return exports;
}

}  // namespace
}  // namespace mamori::binding

static Napi::Object initialiseModule(Napi::Env env, Napi::Object exports) {
  return mamori::binding::initialise(env, exports);
}

NODE_API_MODULE(mamori_engine, initialiseModule)
