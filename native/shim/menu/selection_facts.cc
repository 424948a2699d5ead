#include "menu/selection_facts.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "menu/utf8.h"

namespace mamori::shim {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"", "file", "folder"};
constexpr std::array<std::string_view, 5> kStatuses{"", "protected", "waiting", "failing", "outside"};
constexpr int kMaxDigits = 15;

bool isDigit(char character) noexcept { return character >= '0' && character <= '9'; }

}  // namespace

SelectionFacts::SelectionFacts(const mamori_selection& selection) noexcept : count_(selection.count), inRoot_(selection.in_root != 0) {
  if (selection.kind < kKinds.size()) kind_ = kKinds[selection.kind];
  if (selection.status < kStatuses.size()) status_ = kStatuses[selection.status];
  if (selection.extension_bytes <= MAMORI_EXTENSION_BYTES) {
    extensionBytes_ = selection.extension_bytes;
    std::memcpy(extension_.data(), selection.extension, extensionBytes_);
    hasExtension_ = isUtf8({extension_.data(), extensionBytes_});
  }
  digitBytes_ = static_cast<std::size_t>(std::to_chars(digits_.data(), digits_.data() + digits_.size(), count_).ptr - digits_.data());
}

std::optional<std::string_view> SelectionFacts::text(FactKey key) const noexcept {
  const auto known = [](std::string_view name) { return name.empty() ? std::nullopt : std::optional(name); };
  switch (key) {
    case FactKey::kKind: return known(kind_);
    case FactKey::kStatus: return known(status_);
    case FactKey::kExtension: return hasExtension_ ? std::optional(std::string_view(extension_.data(), extensionBytes_)) : std::nullopt;
    case FactKey::kInRoot: return inRoot_ ? "true" : "false";
    case FactKey::kCount: return std::string_view(digits_.data(), digitBytes_);
  }
  return std::nullopt;
}

bool SelectionFacts::isTruthy(FactKey key) const noexcept {
  if (key == FactKey::kInRoot) return inRoot_;
  if (key == FactKey::kCount) return count_ != 0;
  const auto value = text(key);
  return value && !value->empty();
}

bool SelectionFacts::equals(FactKey key, std::string_view wanted) const noexcept { return key != FactKey::kInRoot && text(key) == wanted; }

std::optional<double> SelectionFacts::number(FactKey key) const noexcept {
  if (key == FactKey::kCount) return count_;
  if (key == FactKey::kInRoot) return std::nullopt;
  const auto value = text(key);
  return value ? numberIn(*value) : std::nullopt;
}

std::optional<double> numberIn(std::string_view text) noexcept {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point < text.size() ? text.substr(point + 1) : std::string_view();
  if (whole.empty() || (point < text.size() && fraction.empty()) || whole.size() + fraction.size() > kMaxDigits) return std::nullopt;
  double digits = 0, scale = 1;
  for (const char digit : whole) {
    if (!isDigit(digit)) return std::nullopt;
    digits = digits * 10 + (digit - '0');
  }
  for (const char digit : fraction) {
    if (!isDigit(digit)) return std::nullopt;
    digits = digits * 10 + (digit - '0');
    scale *= 10;
  }
  return negative ? -(digits / scale) : digits / scale;
}

}  // namespace mamori::shim
