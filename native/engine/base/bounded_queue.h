#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace mamori {

/// Blocking first-in first-out queue for any number of producers and consumers.
///
/// - `push` waits while `capacity` items are queued; it returns false, dropping the item, once closed.
/// - `pop` waits for an item; nothing means closed and drained.
/// - `close` ends production: queued items can still be popped. `abort` drops them as well.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity ? capacity : 1) {}

  bool push(T item) {
    std::unique_lock lock(mutex_);
    hasRoom_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    lock.unlock();
    hasItem_.notify_one();
    return true;
  }

  /// As `push`, but gives up at once when full; `item` is moved from only on success.
  bool tryPush(T& item) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || items_.size() >= capacity_) return false;
      items_.push_back(std::move(item));
    }
    hasItem_.notify_one();
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    hasItem_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return takeFront(lock);
  }

  std::optional<T> tryPop() {
    std::unique_lock lock(mutex_);
    return takeFront(lock);
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    hasItem_.notify_all();
    hasRoom_.notify_all();
  }

  void abort() {
    std::deque<T> dropped;  // destroyed after the lock is released
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      dropped.swap(items_);
    }
    hasItem_.notify_all();
    hasRoom_.notify_all();
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  std::optional<T> takeFront(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    lock.unlock();
    hasRoom_.notify_one();
    return item;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable hasItem_;
  std::condition_variable hasRoom_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace mamori
