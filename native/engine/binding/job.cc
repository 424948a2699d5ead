#include "binding/job.h"

#include <thread>
#include <utility>

namespace mamori::binding {

namespace {

struct RunningJob {
  explicit RunningJob(Napi::Env env) : promise(Napi::Promise::Deferred::New(env)), control(std::make_shared<JobControl>()) {}

  Napi::Promise::Deferred promise;
  std::shared_ptr<JobControl> control;
  std::shared_ptr<JsChannel> channel;
  std::thread thread;
  JobBody body;  // holds references to JavaScript functions: destroyed on the JavaScript thread only
  Napi::Env::CleanupHook<std::function<void()>> cleanup;
};

void settle(Napi::Env env, const std::shared_ptr<RunningJob>& job, Result<Deliver> outcome) {
  job->thread.join();
  job->cleanup.Remove(env);
  if (outcome.ok()) {
    job->promise.Resolve((*outcome)(env));
  } else if (const auto origin = job->channel->originOf(env, outcome.error())) {
    job->promise.Reject(*origin);
  } else {
    job->promise.Reject(toJsError(env, outcome.error()).Value());
  }
  job->channel->close();
  job->body = nullptr;
}

Napi::Object progressOf(Napi::Env env, const JobControl& control) {
  auto progress = Napi::Object::New(env);
  const auto number = [&](const char* name, std::uint64_t value) { progress.Set(name, Napi::Number::New(env, static_cast<double>(value))); };
  number("filesDone", control.filesDone.load(std::memory_order_relaxed));
  number("filesTotal", control.filesTotal.load(std::memory_order_relaxed));
  number("bytesDone", control.bytesDone.load(std::memory_order_relaxed));
  number("bytesTotal", control.bytesTotal.load(std::memory_order_relaxed));
  progress.Set("walkComplete", Napi::Boolean::New(env, control.walkComplete.load(std::memory_order_relaxed)));
  const std::string path = control.currentPath();
  progress.Set("currentPath", path.empty() ? env.Undefined() : Napi::Buffer<char>::Copy(env, path.data(), path.size()).As<Napi::Value>());
  return progress;
}

}  // namespace

Napi::Error toJsError(Napi::Env env, const Error& error) {
  auto made = Napi::Error::New(env, error.message.empty() ? error.code : error.message);
  made.Set("code", Napi::String::New(env, error.code));
  made.Set("osError", Napi::Number::New(env, static_cast<double>(error.osError)));
  return made;
}

Napi::Object startJob(Napi::Env env, const char* name, JobBody body) {
  auto job = std::make_shared<RunningJob>(env);
  job->channel = JsChannel::open(env, name);
  const auto control = job->control;
  job->cleanup = env.AddCleanupHook(std::function<void()>([weak = std::weak_ptr<RunningJob>(job)] {
    const auto running = weak.lock();
    if (!running) return;
    running->control->cancel();
    running->channel->close();
    if (running->thread.joinable()) running->thread.join();
  }));
  job->body = std::move(body);
  job->thread = std::thread([job] {
    auto outcome = std::make_shared<Result<Deliver>>(job->body(*job->control, *job->channel));
    const bool posted = job->channel->post([job, outcome](Napi::Env loop) { settle(loop, job, std::move(*outcome)); });
    if (!posted) new std::shared_ptr<RunningJob>(job);  // the environment is gone, and with it the only thread that may free this
  });

  auto object = Napi::Object::New(env);
  object.Set("result", job->promise.Promise());
  object.Set("progress", Napi::Function::New(env, [control](const Napi::CallbackInfo& info) -> Napi::Value { return progressOf(info.Env(), *control); }));
  // The control first: a thread whose wait ends must see why.
  object.Set("cancel", Napi::Function::New(env, [control, channel = std::weak_ptr<JsChannel>(job->channel)](const Napi::CallbackInfo&) {
    control->cancel();
    if (const auto open = channel.lock()) open->cancelWaits();
  }));
  object.Set("pause", Napi::Function::New(env, [control](const Napi::CallbackInfo&) { control->pause(); }));
  object.Set("endEarly", Napi::Function::New(env, [control](const Napi::CallbackInfo&) { control->endEarly(); }));
  object.Set("resume", Napi::Function::New(env, [control](const Napi::CallbackInfo&) { control->resume(); }));
  return object;
}

}  // namespace mamori::binding
