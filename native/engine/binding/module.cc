#include <napi.h>

#include <zstd.h>

namespace mamori {
namespace {

/// What was linked: zstd's version as "major.minor.patch". It differs from the one inside Node, by intention.
Napi::Value version(const Napi::CallbackInfo& info) {
  auto result = Napi::Object::New(info.Env());
  result.Set("zstd", Napi::String::New(info.Env(), ZSTD_versionString()));
  return result;
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("version", Napi::Function::New(env, version, "version"));
  return exports;
}

}  // namespace
}  // namespace mamori

static Napi::Object initialiseModule(Napi::Env env, Napi::Object exports) {
  return mamori::initialise(env, exports);
}

NODE_API_MODULE(mamori_engine, initialiseModule)
