#include "menu/clause.h"

#include <bitset>
#include <optional>
#include <string_view>

#include "menu/pattern.h"

namespace mamori::shim {
namespace {

constexpr std::size_t kMaxDepth = 128;

enum Operation : std::uint8_t { kEnd, kLiteral, kBoolean, kTruthy, kEquals, kCompare, kMatch, kNot, kAnd, kOr };
enum Comparison : std::uint8_t { kLess, kAtMost, kMore, kAtLeast };

bool compare(double value, std::uint8_t how, double limit) noexcept {
  switch (how) {
    case kLess: return value < limit;
    case kAtMost: return value <= limit;
    case kMore: return value > limit;
    case kAtLeast: return value >= limit;
    default: return false;
  }
}

class ClauseRun {
 public:
  ClauseRun(const ListBytes& list, std::size_t at, const ClauseContext& context, StepBudget& budget) noexcept
      : list_(list), at_(at), context_(context), budget_(budget) {}

  bool holds() noexcept {
    std::uint8_t operation = kEnd;
    while (next(operation) && operation != kEnd) {
      if (!budget_.take() || !carryOut(operation)) return false;
    }
    return isSound_ && depth_ == 1 && stack_[0];
  }

 private:
  template <typename Number>
  bool next(Number& out) noexcept {
    isSound_ = isSound_ && list_.read(at_, out);
    at_ += sizeof(Number);
    return isSound_;
  }

  /// False when it makes no sense.
  bool carryOut(std::uint8_t operation) noexcept {
    switch (operation) {
      case kNot:
        if (depth_ == 0) return false;
        stack_.flip(depth_ - 1);
        return true;
      case kAnd:
      case kOr: {
        if (depth_ < 2) return false;
        const bool second = stack_[--depth_];
        stack_[depth_ - 1] = operation == kAnd ? stack_[depth_ - 1] && second : stack_[depth_ - 1] || second;
        return true;
      }
      default: {
        const auto value = atom(operation);
        if (!value || depth_ == kMaxDepth) return false;
        stack_[depth_++] = *value;
        return true;
      }
    }
  }

  std::optional<bool> atom(std::uint8_t operation) noexcept {
    std::uint8_t argument = 0;
    if (!next(argument)) return std::nullopt;
    if (operation == kLiteral) return argument != 0;
    if (operation == kBoolean) return argument < 64 ? std::optional((context_.booleans >> argument & 1) != 0) : std::nullopt;
    if (argument >= kFactKeys) return std::nullopt;
    const auto key = static_cast<FactKey>(argument);
    switch (operation) {
      case kTruthy: return context_.facts.isTruthy(key);
      case kEquals: return equals(key);
      case kCompare: return compares(key);
      case kMatch: return matches(key);
      default: return std::nullopt;
    }
  }

  std::optional<bool> equals(FactKey key) noexcept {
    std::uint32_t text = 0;
    std::uint16_t bytes = 0;
    if (!next(text) || !next(bytes) || !list_.holds(text, bytes)) return std::nullopt;
    return context_.facts.equals(key, {reinterpret_cast<const char*>(list_.at(text)), bytes});
  }

  std::optional<bool> compares(FactKey key) noexcept {
    std::uint8_t how = 0;
    double limit = 0;
    if (!next(how) || !next(limit)) return std::nullopt;
    const auto value = context_.facts.number(key);
    return value && compare(*value, how, limit);
  }

  std::optional<bool> matches(FactKey key) noexcept {
    std::uint32_t pattern = 0;
    if (!next(pattern)) return std::nullopt;
    const auto text = context_.facts.text(key);
    return text && matchesPattern(list_, pattern, *text, budget_);
  }

  const ListBytes& list_;
  std::size_t at_;
  const ClauseContext& context_;
  StepBudget& budget_;
  std::bitset<kMaxDepth> stack_;
  std::size_t depth_ = 0;
  bool isSound_ = true;
};

}  // namespace

bool clauseHolds(const ListBytes& list, std::size_t at, const ClauseContext& context, StepBudget& budget) noexcept {
  return at == 0 || ClauseRun(list, at, context, budget).holds();
}

}  // namespace mamori::shim
