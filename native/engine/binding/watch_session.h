#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "binding/js_channel.h"
#include "binding/watch_outbox.h"
#include "watch/recursive_watcher.h"

namespace mamori::binding {

/// One watch of one root, from `start` to the end of its thread.
///
/// Opening and closing happen on short-lived threads, because either may wait for a disk or a dead network share; in
/// between there is the watcher's own thread and nothing else. An open session keeps the event loop alive and itself
/// in memory: it ends by `close` or with its environment, which waits for its threads.
/// All public functions: JavaScript thread only.
class WatchSession final : public WatchConsumer, public std::enable_shared_from_this<WatchSession> {
 public:
  /// @throws std::system_error when no thread can be made; nothing is left open then.
  static std::shared_ptr<WatchSession> start(Napi::Env env, WatcherOptions options, Napi::Function sink);
  ~WatchSession() override = default;

  /// `sink` is not called from here on. Resolves when thread, handles and memory are given back.
  Napi::Promise close(Napi::Env env);

 private:
  explicit WatchSession(WatcherOptions options);

  void onReady(std::uint64_t directories) override;
  bool onBatch(const WatchBatch& batch) override;
  void onProblem(const WatchProblem& problem) override;

  void open();
  void release();
  void finish(Napi::Env env);
  void tearDown();
  void schedule();
  void deliver(Napi::Env env);

  const WatcherOptions options_;
  WatchOutbox outbox_;
  std::shared_ptr<JsChannel> channel_;
  Napi::FunctionReference sink_;
  Napi::Env::CleanupHook<std::function<void()>> cleanup_;
  std::vector<Napi::Promise::Deferred> closing_;
  bool finished_ = false;
  std::unique_ptr<RecursiveWatcher> watcher_;  // the opener's, and whose who has joined the opener
  std::thread opener_;
  std::thread closer_;
};

}  // namespace mamori::binding
