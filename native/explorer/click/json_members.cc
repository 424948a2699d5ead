#include "click/json_members.h"

#include <charconv>
#include <cstddef>

namespace mamori::explorer {
namespace {

/// Walks over JSON without understanding more than strings and nesting.
class Walk {
 public:
  explicit Walk(std::string_view json) noexcept : json_(json) {}

  bool take(char wanted) noexcept {
    skipSpace();
    if (at_ >= json_.size() || json_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  /// The next value's text; empty where there is none.
  std::string_view value() noexcept {
    skipSpace();
    const std::size_t from = at_;
    std::size_t depth = 0;
    while (at_ < json_.size()) {
      const char now = json_[at_];
      if (depth == 0 && (now == ',' || now == '}' || now == ']' || now == ':' || isSpace(now))) break;
      if (now == '"') skipString();
      else ++at_;
      if (now == '{' || now == '[') ++depth;
      if ((now == '}' || now == ']') && depth > 0) --depth;
      if (depth == 0 && (now == '"' || now == '}' || now == ']')) break;
    }
    return json_.substr(from, at_ - from);
  }

 private:
  static bool isSpace(char unit) noexcept { return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r'; }

  void skipSpace() noexcept {
    while (at_ < json_.size() && isSpace(json_[at_])) ++at_;
  }

  void skipString() noexcept {
    for (++at_; at_ < json_.size(); ++at_) {
      if (json_[at_] == '\\') ++at_;
      else if (json_[at_] == '"') {
        ++at_;
        return;
      }
    }
    at_ = json_.size();
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

}  // namespace

std::string memberOf(std::string_view json, std::string_view name) {
  Walk walk(json);
  if (!walk.take('{')) return {};
  const std::string quoted = '"' + std::string(name) + '"';
  do {
    const std::string_view key = walk.value();
    if (key.empty() || !walk.take(':')) return {};
    const std::string_view value = walk.value();
    if (key == quoted) return std::string(value);
  } while (walk.take(','));
  return {};
}

std::vector<std::string_view> elementsOf(std::string_view json, std::size_t most) {
  std::vector<std::string_view> elements;
  Walk walk(json);
  if (!walk.take('[')) return elements;
  do {
    const std::string_view value = walk.value();
    if (value.empty() || elements.size() >= most) break;
    elements.push_back(value);
  } while (walk.take(','));
  return elements;
}

std::optional<std::uint64_t> wholeNumberOf(std::string_view json) noexcept {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 53;  // what the agent's numbers hold exactly
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), number);
  return error == std::errc() && end == json.data() + json.size() && number <= kMost ? std::optional(number) : std::nullopt;
}

}  // namespace mamori::explorer
