#include "binding/js_channel.h"

#include <algorithm>

#include "base/cancellation.h"

namespace mamori::binding {

namespace {

/// The rejection's own `code` if it has one, so that the engine can tell a missing object from a broken disk.
Error errorFromReason(Napi::Value reason) {
  Error error = makeError("engine.callback-failed", "a callback failed");
  if (!reason.IsObject()) return error;
  const auto object = reason.As<Napi::Object>();
  const Napi::Value code = object.Get("code");
  if (!code.IsEmpty() && code.IsString()) error.code = code.As<Napi::String>().Utf8Value();
  const Napi::Value message = object.Get("message");
  if (!message.IsEmpty() && message.IsString()) error.message = message.As<Napi::String>().Utf8Value();
  return error;
}

}  // namespace

std::shared_ptr<JsChannel> JsChannel::open(Napi::Env env, const char* name) {
  std::shared_ptr<JsChannel> channel(new JsChannel());
  channel->open_ = true;
  // The finalizer also runs when the environment goes away first: waiting threads must not outlive it blocked.
  std::weak_ptr<JsChannel> weak = channel;
  channel->function_ = Napi::ThreadSafeFunction::New(
      env, Napi::Function::New(env, [](const Napi::CallbackInfo&) {}), name, 0, 1, [weak](Napi::Env) {
        if (auto alive = weak.lock()) {
          {
            const std::lock_guard lock(alive->mutex_);
            alive->open_ = false;
          }
          alive->abandonWaiters();
        }
      });
  return channel;
}

JsChannel::~JsChannel() {
  if (!lastReason_.IsEmpty()) lastReason_.SuppressDestruct();
}

bool JsChannel::post(Action action) {
  const std::lock_guard lock(mutex_);
  if (!open_) return false;
  auto* held = new Action(std::move(action));
  const napi_status status = function_.NonBlockingCall(held, [](Napi::Env env, Napi::Function, Action* queued) {
    const std::unique_ptr<Action> owned(queued);
    if (static_cast<napi_env>(env) == nullptr) return;
    const Napi::HandleScope scope(env);
    (*owned)(env);
  });
  if (status == napi_ok) return true;
  delete held;
  return false;
}

void JsChannel::close() {
  {
    const std::lock_guard lock(mutex_);
    if (!open_) return;
    open_ = false;
  }
  abandonWaiters();
  lastReason_.Reset();
  function_.Release();
}

void JsChannel::cancelWaits() {
  {
    const std::lock_guard lock(mutex_);
    waitsCancelled_ = true;
  }
  abandonWaiters();
}

Status JsChannel::awaitValue(const std::shared_ptr<Napi::FunctionReference>& function, std::function<Arguments(Napi::Env)> arguments,
                             std::function<void(Napi::Value)> onValue) {
  auto waiter = std::make_shared<Waiter>();
  waiter->onValue = std::move(onValue);
  {
    const std::lock_guard lock(mutex_);
    if (waitsCancelled_) return cancelledError();
    std::erase_if(waiters_, [](const std::weak_ptr<Waiter>& weak) { return weak.expired(); });
    waiters_.push_back(waiter);
  }
  const auto self = shared_from_this();
  const bool queued = post([self, function, arguments = std::move(arguments), waiter](Napi::Env env) {
    self->call(env, *function, arguments(env), waiter);
  });
  if (!queued) return cancelledError();
  std::unique_lock lock(waiter->mutex);
  waiter->settled.wait(lock, [&] { return waiter->done; });
  if (waiter->failed) return std::move(waiter->error);
  return {};
}

void JsChannel::call(Napi::Env env, Napi::FunctionReference& function, const Arguments& arguments, const std::shared_ptr<Waiter>& waiter) {
  const Napi::Value returned = function.Call(arguments);
  if (env.IsExceptionPending()) {
    fail(waiter, env.GetAndClearPendingException().Value());
    return;
  }
  if (!returned.IsPromise()) {
    fulfil(waiter, returned);
    return;
  }
  const auto self = shared_from_this();
  const auto promise = returned.As<Napi::Object>();
  const auto onFulfilled = Napi::Function::New(env, [self, waiter](const Napi::CallbackInfo& info) { self->fulfil(waiter, info[0]); });
  const auto onRejected = Napi::Function::New(env, [self, waiter](const Napi::CallbackInfo& info) { self->fail(waiter, info[0]); });
  promise.Get("then").As<Napi::Function>().Call(promise, {onFulfilled, onRejected});
  if (env.IsExceptionPending()) fail(waiter, env.GetAndClearPendingException().Value());
}

void JsChannel::fulfil(const std::shared_ptr<Waiter>& waiter, Napi::Value value) {
  waiter->onValue(value);
  finish(waiter, std::nullopt);
}

void JsChannel::fail(const std::shared_ptr<Waiter>& waiter, Napi::Value reason) {
  Error error = errorFromReason(reason);
  if (reason.IsObject()) {
    lastReason_ = Napi::Reference<Napi::Value>::New(reason, 1);
    lastReasonCode_ = error.code;
  }
  finish(waiter, std::move(error));
}

void JsChannel::finish(const std::shared_ptr<Waiter>& waiter, std::optional<Error> error) {
  {
    const std::lock_guard lock(waiter->mutex);
    if (waiter->done) return;
    waiter->done = true;
    waiter->failed = error.has_value();
    if (error) waiter->error = std::move(*error);
  }
  waiter->settled.notify_all();
}

void JsChannel::abandonWaiters() {
  std::vector<std::weak_ptr<Waiter>> waiters;
  {
    const std::lock_guard lock(mutex_);
    waiters.swap(waiters_);
  }
  for (const auto& weak : waiters) {
    if (const auto waiter = weak.lock()) finish(waiter, cancelledError());
  }
}

std::optional<Napi::Value> JsChannel::originOf(Napi::Env, const Error& error) {
  if (lastReason_.IsEmpty() || lastReasonCode_ != error.code) return std::nullopt;
  return lastReason_.Value();
}

}  // namespace mamori::binding
