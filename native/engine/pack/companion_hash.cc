#include "pack/companion_hash.h"

#include <algorithm>
#include <utility>

#include "crypto/sha256_pair.h"

namespace mamori {
namespace {

constexpr std::size_t kMostWaitingBytes = 8 << 20;
// Shorter messages are done before the lock has changed hands.
constexpr std::size_t kSmallestMessage = 4096;

}  // namespace

CompanionHash::CompanionHash() noexcept : mostWaiting_(hashesPairsFaster() ? kMostWaitingBytes : 0) {}

void CompanionHash::append(ByteView piece) {
  std::unique_lock lock(mutex_);
  if (piece.empty()) return;
  waiting_.push_back(piece);
  waitingBytes_ += piece.size();
  while (!taken_ && waitingBytes_ > mostWaiting_) hashFront(lock);
}

Sha256Digest CompanionHash::finish() {
  std::unique_lock lock(mutex_);
  while (true) {
    untaken_.wait(lock, [this] { return !taken_; });
    if (waiting_.empty()) return std::exchange(hash_, Sha256()).finish();
    hashFront(lock);
  }
}

Sha256Digest CompanionHash::sign(const HmacKey& key, ByteView message) {
  HmacSigner signer(key);
  if (message.size() >= kSmallestMessage && mostWaiting_ > 0) {
    std::unique_lock lock(mutex_);
    if (!taken_ && !waiting_.empty()) {
      taken_ = true;
      while (!message.empty() && !waiting_.empty()) {
        const ByteView piece = takeFront(message.size());
        lock.unlock();
        updateBoth(signer.message(), message.first(piece.size()), hash_, piece);
        message = message.subspan(piece.size());
        lock.lock();
      }
      taken_ = false;
      lock.unlock();
      untaken_.notify_one();
    }
  }
  return signer.update(message).finish();
}

bool CompanionHash::isWaiting() const {
  const std::lock_guard lock(mutex_);
  return !taken_ && !waiting_.empty();
}

/// Precondition: not empty, and locked.
ByteView CompanionHash::takeFront(std::size_t most) {
  ByteView& front = waiting_.front();
  const ByteView taken = front.first(std::min(most, front.size()));
  front = front.subspan(taken.size());
  if (front.empty()) waiting_.pop_front();
  waitingBytes_ -= taken.size();
  return taken;
}

void CompanionHash::hashFront(std::unique_lock<std::mutex>& lock) {
  const ByteView piece = takeFront(waiting_.front().size());
  taken_ = true;
  lock.unlock();
  hash_.update(piece);
  lock.lock();
  taken_ = false;
}

}  // namespace mamori
