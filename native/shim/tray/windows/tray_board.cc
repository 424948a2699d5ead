#include "tray/windows/tray_board.h"

#include <algorithm>

#include "os/windows/last_error.h"

namespace mamori::shim {
namespace {

/// Of one picture: the scales that a taskbar had since the agent was started.
constexpr std::size_t kMostSizes = 16;
/// Nobody chooses so often; an agent that takes nothing is stuck, and what it missed is no longer meant.
constexpr std::size_t kMostChosen = 64;

}  // namespace

std::int32_t TrayBoard::make(std::shared_ptr<TrayBoard>& out) {
  std::shared_ptr<TrayBoard> board(new TrayBoard);
  board->closing_ = UniqueHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!board->closing_.valid()) return failLast();
  const std::int32_t code = Bell::make(board->bell_);
  if (code == 0) out = std::move(board);
  return code;
}

bool TrayBoard::put(std::uint32_t number, TrayPicture picture) {
  auto kept = std::make_shared<const TrayPicture>(std::move(picture));
  const std::lock_guard lock(mutex_);
  auto& sizes = pictures_[number];
  const auto at = std::lower_bound(sizes.begin(), sizes.end(), kept->size, [](const auto& one, std::uint32_t size) { return one->size < size; });
  if (at != sizes.end() && (*at)->size == kept->size) *at = std::move(kept);
  else if (sizes.size() < kMostSizes) sizes.insert(at, std::move(kept));
  else return false;
  return true;
}

void TrayBoard::show(TrayView view) {
  auto kept = std::make_shared<const TrayView>(std::move(view));
  const std::lock_guard lock(mutex_);
  view_ = std::move(kept);
  notify();
}

std::int32_t TrayBoard::take(std::uint32_t& number) noexcept {
  const std::lock_guard lock(mutex_);
  number = 0;
  if (wanted_) {
    number = *wanted_;
    wanted_.reset();
    return MAMORI_TRAY_WANTED;
  }
  if (shown_) {
    const bool shown = *shown_;
    shown_.reset();
    return shown ? MAMORI_TRAY_SHOWN : MAMORI_TRAY_HIDDEN;
  }
  if (chosen_.empty()) return MAMORI_NOBODY;
  number = chosen_.front();
  chosen_.pop_front();
  return MAMORI_TRAY_CHOSEN;
}

void TrayBoard::close() noexcept {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  SetEvent(closing_.get());
  notify();
}

void TrayBoard::attach(HWND window) noexcept {
  const std::lock_guard lock(mutex_);
  window_ = window;
  posted_ = false;
  if (closed_ || view_) notify();
}

bool TrayBoard::isClosed() noexcept {
  const std::lock_guard lock(mutex_);
  posted_ = false;
  return closed_;
}

std::shared_ptr<const TrayView> TrayBoard::view() {
  const std::lock_guard lock(mutex_);
  return view_;
}

std::shared_ptr<const TrayPicture> TrayBoard::picture(std::uint32_t number, std::uint32_t size) {
  const std::lock_guard lock(mutex_);
  const auto& sizes = pictures_[number];
  if (sizes.empty()) return nullptr;
  const auto at = std::find_if(sizes.begin(), sizes.end(), [size](const auto& one) { return one->size >= size; });
  return at == sizes.end() ? sizes.back() : *at;
}

void TrayBoard::tellWanted(std::uint32_t size) {
  tell([this, size] { wanted_ = size; });
}

void TrayBoard::tellShown(bool shown) {
  tell([this, shown] { shown_ = shown; });
}

void TrayBoard::tellChosen(std::uint32_t number) {
  tell([this, number] {
    if (chosen_.size() < kMostChosen) chosen_.push_back(number);
  });
}

void TrayBoard::notify() noexcept {
  if (!window_ || posted_) return;
  posted_ = PostMessageW(window_, kNews, 0, 0) != 0;
}

template <typename Change>
void TrayBoard::tell(Change change) {
  {
    const std::lock_guard lock(mutex_);
    const bool wasEmpty = isEmpty();
    change();
    if (!wasEmpty) return;
  }
  bell_.ring(closing_.get());
}

}  // namespace mamori::shim
