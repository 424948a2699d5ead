#include "binding/reading_binding.h"
#include "verify/verify_job.h"

namespace mamori::binding {
namespace {

struct VerifyCall {
  std::shared_ptr<const Vault> vault;
  FunctionHandle source, onDamage;
  std::vector<VerifyContainer> containers;
};

bool fail(Napi::Env env, const Error& error) {
  toJsError(env, error).ThrowAsJavaScriptException();
  return false;
}

/// `{ name, footer, segments: number[] | 'all' }`
bool readContainer(Napi::Value value, std::vector<VerifyContainer>& containers) {
  const Napi::Env env = value.Env();
  const Arguments fields(env, value);
  auto footer = decodeFooter(fields.bytes("footer"));
  if (isPending(env)) return false;
  if (!footer.ok()) return fail(env, footer.error());
  VerifyContainer& container = containers.emplace_back(VerifyContainer{fields.text("name"), std::move(*footer), {}});
  if (fields.value("segments").IsString()) {
    for (std::size_t i = 0; i < container.footer.segments.size(); ++i) container.segments.push_back(i);
    return true;
  }
  fields.each("segments", [&](Napi::Value number) {
    if (number.IsNumber()) container.segments.push_back(number.As<Napi::Number>().Uint32Value());
  });
  return !isPending(env);
}

Napi::Object toJsDamage(Napi::Env env, const SegmentDamage& damage) {
  auto ids = Napi::Array::New(env, damage.chunks.size());
  for (std::uint32_t i = 0; i < damage.chunks.size(); ++i) ids.Set(i, Napi::String::New(env, toHex(damage.chunks[i].bytes)));
  auto object = Napi::Object::New(env);
  object.Set("container", Napi::String::New(env, damage.container));
  object.Set("segment", toNumber(env, damage.segment));
  object.Set("code", Napi::String::New(env, damage.error.code));
  object.Set("message", Napi::String::New(env, damage.error.message));
  object.Set("osError", Napi::Number::New(env, static_cast<double>(damage.error.osError)));
  object.Set("chunkIds", ids);
  return object;
}

/// verifySegments(vault, options)
Napi::Value verifySegmentsCall(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[1]);
  auto call = std::make_shared<VerifyCall>();
  call->vault = VaultObject::from(info[0]);
  call->source = options.function("source");
  call->onDamage = options.function("onDamage");
  options.each("containers", [&](Napi::Value value) { readContainer(value, call->containers); });
  if (isPending(env)) return env.Undefined();
  return startJob(env, "verify", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    JsBlobSource source(channel, call->source);
    const auto report = [&](SegmentDamage damage) {
      channel.post([onDamage = call->onDamage, damage = std::move(damage)](Napi::Env loop) {
        auto all = Napi::Array::New(loop, 1);
        all.Set(0u, toJsDamage(loop, damage));
        onDamage->Call({all});
      });
    };
    MAMORI_ASSIGN(const VerifyTotals totals, verifySegments(call->vault->keyring, source, call->containers, report, control));
    return Deliver([totals](Napi::Env done) -> Napi::Value {
      auto outcome = Napi::Object::New(done);
      outcome.Set("segments", toNumber(done, totals.segments));
      outcome.Set("rawBytes", toNumber(done, totals.rawBytes));
      outcome.Set("damaged", toNumber(done, totals.damaged));
      return outcome;
    });
  });
}

}  // namespace

void exportVerify(Napi::Env env, Napi::Object exports) {
  exports.Set("verifySegments", Napi::Function::New(env, verifySegmentsCall, "verifySegments"));
}

}  // namespace mamori::binding
