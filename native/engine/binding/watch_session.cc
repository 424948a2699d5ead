#include "binding/watch_session.h"

#include <system_error>
#include <utility>

#include "binding/watch_to_js.h"

namespace mamori::binding {

namespace {

// One on its way and one behind it would do; four let a burst pass while the event loop is busy for a moment. With
// 4,096 paths each that is about 1 MB a root.
constexpr std::size_t kMaxQueuedBatches = 4;

}  // namespace

WatchSession::WatchSession(WatcherOptions options) : options_(std::move(options)), outbox_(kMaxQueuedBatches) {}

std::shared_ptr<WatchSession> WatchSession::start(Napi::Env env, WatcherOptions options, Napi::Function sink) {
  std::shared_ptr<WatchSession> session(new WatchSession(std::move(options)));
  session->channel_ = JsChannel::open(env, "mamori watch");
  session->sink_ = Napi::Persistent(sink);
  try {
    session->opener_ = std::thread([session = session.get()] { session->open(); });
  } catch (...) {
    session->channel_->close();
    throw;
  }
  // The hook owns the session until it is removed or has run.
  session->cleanup_ = env.AddCleanupHook(std::function<void()>([session] { session->tearDown(); }));
  return session;
}

void WatchSession::open() {
  Error failure;
  try {
    auto started = RecursiveWatcher::start(options_, *this);
    if (started.ok()) {
      watcher_ = std::move(*started);
      return;
    }
    failure = std::move(started.error());
  } catch (const std::system_error& refused) {
    failure = makeError("watch.failed", "starting the watcher's thread", refused.code().value());
  }
  WatchProblem problem;
  problem.error = std::move(failure);
  onProblem(problem);
}

Napi::Promise WatchSession::close(Napi::Env env) {
  const auto deferred = Napi::Promise::Deferred::New(env);
  if (finished_) {
    deferred.Resolve(env.Undefined());
    return deferred.Promise();
  }
  const bool first = closing_.empty();
  closing_.push_back(deferred);
  if (!first) return deferred.Promise();
  try {
    closer_ = std::thread([self = shared_from_this()] {
      self->release();
      self->channel_->post([self](Napi::Env loop) { self->finish(loop); });
    });
  } catch (const std::system_error&) {
    release();  // without a thread to spare the event loop has to wait
    finish(env);
  }
  return deferred.Promise();
}

void WatchSession::release() {
  opener_.join();
  watcher_.reset();
}

void WatchSession::finish(Napi::Env env) {
  if (closer_.joinable()) closer_.join();
  finished_ = true;
  sink_.Reset();
  for (const Napi::Promise::Deferred& deferred : std::exchange(closing_, {})) deferred.Resolve(env.Undefined());
  channel_->close();
  cleanup_.Remove(env);
}

void WatchSession::tearDown() {
  finished_ = true;
  channel_->close();
  if (closer_.joinable()) closer_.join();
  else release();
  sink_.Reset();
}

void WatchSession::onReady(std::uint64_t directories) {
  outbox_.put(WatchReady{directories});
  schedule();
}

bool WatchSession::onBatch(const WatchBatch& batch) {
  const bool taken = outbox_.offer(batch);
  if (taken) schedule();
  return taken;
}

void WatchSession::onProblem(const WatchProblem& problem) {
  outbox_.put(problem);
  schedule();
}

/// Called on the watcher's thread, which ends before the session does; what is queued keeps the session itself.
void WatchSession::schedule() {
  if (outbox_.claimDelivery()) channel_->post([self = shared_from_this()](Napi::Env env) { self->deliver(env); });
}

/// One notice a turn of the event loop, so that others get theirs.
void WatchSession::deliver(Napi::Env env) {
  if (finished_ || !closing_.empty()) return;
  auto notice = outbox_.take();
  if (!notice) return;
  sink_.Call({toJs(env, std::move(*notice))});
  if (env.IsExceptionPending()) {
    napi_fatal_exception(env, env.GetAndClearPendingException().Value());
  }
  channel_->post([self = shared_from_this()](Napi::Env loop) { self->deliver(loop); });
}

}  // namespace mamori::binding
