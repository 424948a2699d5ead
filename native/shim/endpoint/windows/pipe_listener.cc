#include "endpoint/windows/pipe_listener.h"

#include <array>
#include <vector>

#include "endpoint/windows/waiting_pipe.h"
#include "include/mamori_shim.h"
#include "os/token.h"
#include "os/windows/last_error.h"

namespace mamori::shim {
namespace {

/// So many clients can come at one moment without finding the pipe busy.
constexpr std::size_t kInstances = 4;
/// How long to do without an instance that the system does not give.
constexpr DWORD kTryAgainMs = 1'000;

}  // namespace

std::int32_t PipeListener::open(const std::string& folder, std::span<const std::uint8_t> place, std::unique_ptr<PipeListener>& out) {
  const std::string token = newToken();
  if (token.empty()) return MAMORI_ERROR_INTERNAL;
  std::unique_ptr<PipeListener> listener(new PipeListener);
  listener->name_ = pipeName(token);
  listener->stop_ = UniqueHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  listener->room_ = UniqueHandle(CreateEventW(nullptr, FALSE, FALSE, nullptr));
  if (!listener->stop_.valid() || !listener->room_.valid()) return failLast();
  std::int32_t code = Bell::make(listener->bell_);
  if (code != 0) return code;
  UniqueHandle first = makePipeInstance(listener->name_, PIPE_ACCESS_DUPLEX, PIPE_UNLIMITED_INSTANCES, true);
  if (!first.valid()) return failLast();
  listener->thread_ = std::thread([self = listener.get(), pipe = std::move(first)]() mutable { self->run(std::move(pipe)); });
  code = PublishedName::publish(folder, place, token, listener->published_);
  if (code == 0) out = std::move(listener);
  return code;
}

PipeListener::~PipeListener() {
  if (!thread_.joinable()) return;
  SetEvent(stop_.get());
  thread_.join();
}

UniqueHandle PipeListener::take() noexcept {
  const std::lock_guard lock(mutex_);
  if (come_.empty()) return UniqueHandle();
  UniqueHandle connection = std::move(come_.front());
  come_.pop_front();
  if (come_.size() == kMaxWaiting - 1) SetEvent(room_.get());
  return connection;
}

void PipeListener::run(UniqueHandle first) noexcept {
  try {
    serve(std::move(first));
  } catch (...) {
    return;  // without memory nobody new is served; who is connected stays so
  }
}

void PipeListener::serve(UniqueHandle first) {
  std::array<WaitingPipe, kInstances> instances;
  instances[0].adopt(std::move(first));
  for (;;) {
    std::vector<HANDLE> events{stop_.get(), room_.get()};
    std::vector<WaitingPipe*> awaited;
    const bool full = isFull();
    bool missing = false;
    for (WaitingPipe& instance : instances) {
      const bool waits = instance.wait(name_);
      missing = missing || !waits;
      if (!waits || full) continue;
      events.push_back(instance.event());
      awaited.push_back(&instance);
    }
    const DWORD signalled = WaitForMultipleObjects(static_cast<DWORD>(events.size()), events.data(), FALSE, missing ? kTryAgainMs : INFINITE) - WAIT_OBJECT_0;
    if (signalled == 0) return;
    if (signalled == 1 || signalled >= events.size()) continue;
    UniqueHandle connection = awaited[signalled - 2]->takeConnected();
    if (connection.valid()) keep(std::move(connection));
  }
}

bool PipeListener::isFull() noexcept {
  const std::lock_guard lock(mutex_);
  return come_.size() >= kMaxWaiting;
}

void PipeListener::keep(UniqueHandle connection) {
  {
    const std::lock_guard lock(mutex_);
    come_.push_back(std::move(connection));
    if (come_.size() > 1) return;
  }
  bell_.ring(stop_.get());
}

}  // namespace mamori::shim
