#include "binding/watch_binding.h"

#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "binding/arguments.h"
#include "binding/job.h"
#include "binding/watch_session.h"
#include "scan/exclusions.h"

namespace mamori::binding {

namespace {

std::shared_ptr<const Exclusions> exclusionsOf(const Arguments& given, const std::string& root) {
  ExclusionRules rules;
  rules.extensions = given.texts("extensions");
  rules.hidden = given.flag("hidden");
  rules.subtrees = subtreesBelow(root, given.texts("subtrees"));
  rules.patterns = given.texts("patterns");
  rules.ignoreCase = given.flag("ignoreCase");
  return std::make_shared<RuleExclusions>(rules);
}

WatcherOptions optionsOf(const Arguments& given) {
  WatcherOptions options;
  options.root = given.text("root");
  options.drainIntervalMs = static_cast<unsigned>(given.number("latencyMs"));
  options.maxPaths = given.number("maxChangesPerBatch");
  if (given.has("exclusions")) options.exclusions = exclusionsOf(given.object("exclusions"), options.root);
  return options;
}

Napi::Value startWatch(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments given(env, info[0]);
  WatcherOptions options = optionsOf(given);
  const auto sink = given.function("sink");
  if (isPending(env)) return env.Undefined();
  std::shared_ptr<WatchSession> session;
  try {
    session = WatchSession::start(env, std::move(options), sink->Value());
  } catch (const std::system_error& refused) {
    toJsError(env, makeError("watch.failed", "starting a thread", refused.code().value())).ThrowAsJavaScriptException();
    return env.Undefined();
  }
  auto watch = Napi::Object::New(env);
  watch.Set("close", Napi::Function::New(env, [session](const Napi::CallbackInfo& call) -> Napi::Value {
    return session->close(call.Env());
  }, "close"));
  return watch;
}

}  // namespace

void registerWatch(Napi::Env env, Napi::Object exports) {
  exports.Set("startWatch", Napi::Function::New(env, startWatch, "startWatch"));
}

}  // namespace mamori::binding
