#include "menu/pattern.h"

#include <array>
#include <bitset>

#include "include/mamori_shim.h"
#include "menu/utf8.h"

namespace mamori::shim {
namespace {

constexpr std::size_t kMaxStates = 512;
constexpr std::size_t kStateBytes = 8;
constexpr std::size_t kRangeBytes = 8;

enum What : std::uint8_t { kAccept, kConsume, kFork, kJump, kAssert };
enum Assertion : std::uint8_t { kStart, kEnd, kBoundary, kNoBoundary };

struct State {
  std::uint8_t what, argument;
  std::uint16_t target;
  std::uint32_t set;
};

/// Each state at most once, in the order they came.
class States {
 public:
  void add(std::size_t state) noexcept {
    if (state >= kMaxStates || seen_[state]) return;
    seen_[state] = true;
    list_[count_++] = static_cast<std::uint16_t>(state);
  }
  bool take(std::size_t& state) noexcept {
    if (count_ == 0) return false;
    state = list_[--count_];
    return true;
  }
  std::size_t size() const noexcept { return count_; }
  std::uint16_t operator[](std::size_t index) const noexcept { return list_[index]; }

 private:
  std::bitset<kMaxStates> seen_;
  std::array<std::uint16_t, kMaxStates> list_;
  std::size_t count_ = 0;
};

class PatternRun {
 public:
  PatternRun(const ListBytes& list, std::size_t at, std::string_view text, StepBudget& budget) noexcept : list_(list), budget_(budget), at_(at + 2) {
    std::uint16_t states = 0;
    if (!list.read(at, states) || states > kMaxStates || !list.holds(at_, states * kStateBytes)) return;
    states_ = states;
    for (std::size_t offset = 0; offset < text.size() && length_ < points_.size();) {
      const auto point = nextPoint(text, offset);
      if (!point) break;
      points_[length_++] = *point;
    }
  }

  bool isFound() noexcept {
    States from;
    for (std::size_t position = 0; position <= length_; ++position) {
      from.add(0);  // a match may begin at every place
      States consuming;
      if (reach(from, consuming, position)) return true;
      if (isSpent_ || position == length_) return false;
      from = States();
      for (std::size_t index = 0; index < consuming.size(); ++index) {
        if (consumes(stateAt(consuming[index]), points_[position])) from.add(consuming[index] + std::size_t{1});
      }
      if (isSpent_) return false;
    }
    return false;
  }

 private:
  State stateAt(std::size_t index) const noexcept {
    State state{};
    const std::size_t at = at_ + index * kStateBytes;
    list_.read(at, state.what);
    list_.read(at + 1, state.argument);
    list_.read(at + 2, state.target);
    list_.read(at + 4, state.set);
    return state;
  }

  bool isWithinBudget() noexcept {
    isSpent_ = isSpent_ || !budget_.take();
    return !isSpent_;
  }

  /// Follows what consumes nothing; true when a match ends here.
  bool reach(States& waiting, States& consuming, std::size_t position) noexcept {
    for (std::size_t index = 0; waiting.take(index) && isWithinBudget();) {
      if (index >= states_) continue;
      const State state = stateAt(index);
      switch (state.what) {
        case kAccept: return true;
        case kConsume: consuming.add(index); break;
        case kJump: waiting.add(state.target); break;
        case kFork:
          waiting.add(index + 1);
          waiting.add(state.target);
          break;
        case kAssert:
          if (holds(state.argument, position)) waiting.add(index + 1);
          break;
        default: break;
      }
    }
    return false;
  }

  bool holds(std::uint8_t what, std::size_t position) const noexcept {
    if (what == kStart) return position == 0;
    if (what == kEnd) return position == length_;
    const bool border = (position > 0 && isWord(points_[position - 1])) != (position < length_ && isWord(points_[position]));
    return border == (what == kBoundary);
  }

  static bool isWord(char32_t point) noexcept {
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || point == '_' || (point >= 'a' && point <= 'z');
  }

  bool consumes(const State& state, char32_t point) noexcept {
    std::uint16_t ranges = 0;
    list_.read(state.set, ranges);
    if (!list_.holds(state.set + std::size_t{2}, ranges * kRangeBytes)) return false;
    for (std::size_t range = 0; range < ranges; ++range) {
      if (!isWithinBudget()) return false;
      std::uint32_t first = 0, last = 0;
      list_.read(state.set + 2 + range * kRangeBytes, first);
      list_.read(state.set + 6 + range * kRangeBytes, last);
      if (first <= point && point <= last) return state.argument == 0;
    }
    return state.argument != 0;
  }

  const ListBytes& list_;
  StepBudget& budget_;
  std::size_t at_;
  std::size_t states_ = 0;
  std::array<char32_t, MAMORI_EXTENSION_BYTES> points_{};
  std::size_t length_ = 0;
  bool isSpent_ = false;
};

}  // namespace

bool matchesPattern(const ListBytes& list, std::size_t at, std::string_view text, StepBudget& budget) noexcept {
  return PatternRun(list, at, text, budget).isFound();
}

}  // namespace mamori::shim
