#pragma once

#include <napi.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace mamori::binding {

/// Runs work on the JavaScript thread on behalf of the engine's own threads.
///
/// Created and closed on the JavaScript thread. While open it keeps the event loop alive. Once closed, or once the environment
/// is torn down, `post` returns false and every waiting `await` ends with `engine.cancelled`; nothing is left blocked.
class JsChannel : public std::enable_shared_from_this<JsChannel> {
 public:
  using Action = std::function<void(Napi::Env)>;

  static std::shared_ptr<JsChannel> open(Napi::Env env, const char* name);
  ~JsChannel();
  JsChannel(const JsChannel&) = delete;
  JsChannel& operator=(const JsChannel&) = delete;

  /// Queues `action` for the JavaScript thread; any thread.
  bool post(Action action);
  /// Only on the JavaScript thread.
  void close();

  /// From now on every `await`, the waiting ones too, ends with `engine.cancelled`; `post` goes on working. Any thread.
  /// What a promise still yields is then read by nobody.
  void cancelWaits();

  using Arguments = std::vector<napi_value>;
  /// Calls `function` on the JavaScript thread and waits, on this one, until it returned and the promise it may have returned is
  /// settled. `read` turns the value into C++ while still on the JavaScript thread. A throw or rejection comes back as an Error
  /// with its `code`, and is remembered, so that a job that ends by it can reject with the very same object.
  template <typename T>
  Result<T> await(const std::shared_ptr<Napi::FunctionReference>& function, std::function<Arguments(Napi::Env)> arguments,
                  std::function<Result<T>(Napi::Value)> read);

  /// The remembered JavaScript value behind `error`, if it came from a callback. Only on the JavaScript thread.
  std::optional<Napi::Value> originOf(Napi::Env env, const Error& error);

 private:
  struct Waiter {
    std::mutex mutex;
    std::condition_variable settled;
    bool done = false;
    std::function<void(Napi::Value)> onValue;
    Error error;
    bool failed = false;
  };

  JsChannel() = default;
  Status awaitValue(const std::shared_ptr<Napi::FunctionReference>& function, std::function<Arguments(Napi::Env)> arguments,
                    std::function<void(Napi::Value)> onValue);
  void call(Napi::Env env, Napi::FunctionReference& function, const Arguments& arguments, const std::shared_ptr<Waiter>& waiter);
  void fulfil(const std::shared_ptr<Waiter>& waiter, Napi::Value value);
  void fail(const std::shared_ptr<Waiter>& waiter, Napi::Value reason);
  static void finish(const std::shared_ptr<Waiter>& waiter, std::optional<Error> error);
  void abandonWaiters();

  Napi::ThreadSafeFunction function_;
  std::mutex mutex_;
  bool open_ = false;
  bool waitsCancelled_ = false;
  std::vector<std::weak_ptr<Waiter>> waiters_;
  Napi::Reference<Napi::Value> lastReason_;
  std::string lastReasonCode_;
};

template <typename T>
Result<T> JsChannel::await(const std::shared_ptr<Napi::FunctionReference>& function, std::function<Arguments(Napi::Env)> arguments,
                           std::function<Result<T>(Napi::Value)> read) {
  auto outcome = std::make_shared<std::optional<Result<T>>>();
  MAMORI_TRY(awaitValue(function, std::move(arguments), [outcome, read = std::move(read)](Napi::Value value) { outcome->emplace(read(value)); }));
  return std::move(**outcome);
}

}  // namespace mamori::binding
