#include <cstring>

#include "include/mamori_shim.h"
#include "tray/tray_view.h"

namespace mamori::shim {
namespace {

constexpr std::uint8_t kDeepest = 3;
constexpr std::uint32_t kWhole = 100;

/// Reads from the front; after the first failure everything fails.
class Front {
 public:
  explicit Front(std::span<const std::uint8_t> bytes) noexcept : left_(bytes) {}

  template <typename Number>
  Number number() noexcept {
    Number value{};
    if (const std::uint8_t* from = take(sizeof value)) std::memcpy(&value, from, sizeof value);
    return value;
  }

  std::u16string text(bool keepLines) {
    const std::uint32_t bytes = number<std::uint32_t>();
    const std::uint8_t* from = bytes % 2 == 0 ? take(bytes) : nullptr;
    good_ = good_ && from;
    if (!good_) return {};
    std::u16string text(bytes / 2, u' ');
    std::memcpy(text.data(), from, bytes);
    for (char16_t& unit : text) {
      if ((unit < u' ' || unit == u'\x7f') && !(keepLines && unit == u'\n')) unit = u' ';
    }
    return text;
  }

  bool good() const noexcept { return good_; }
  bool atEnd() const noexcept { return good_ && left_.empty(); }

 private:
  const std::uint8_t* take(std::size_t bytes) noexcept {
    good_ = good_ && bytes <= left_.size();
    if (!good_) return nullptr;
    const std::uint8_t* from = left_.data();
    left_ = left_.subspan(bytes);
    return from;
  }

  std::span<const std::uint8_t> left_;
  bool good_ = true;
};

/// An item is at most one deeper than a submenu before it, else no deeper than whatever is before it.
bool fits(const std::vector<TrayItem>& before, std::uint8_t depth) noexcept {
  if (before.empty()) return depth == 0;
  const TrayItem& last = before.back();
  return depth <= last.depth + (last.kind == TrayItemKind::kSubmenu ? 1 : 0);
}

bool readItem(Front& front, std::vector<TrayItem>& items) {
  const auto kind = front.number<std::uint8_t>();
  const auto flags = front.number<std::uint8_t>();
  const auto depth = front.number<std::uint8_t>();
  const auto nothing = front.number<std::uint8_t>();
  const auto number = front.number<std::uint32_t>();
  std::u16string label = front.text(false);
  const bool isKnown = kind <= MAMORI_TRAY_SUBMENU && (flags & ~(MAMORI_TRAY_GREY | MAMORI_TRAY_CHECKED)) == 0 && nothing == 0;
  if (!front.good() || !isKnown || depth > kDeepest || !fits(items, depth)) return false;
  items.push_back({static_cast<TrayItemKind>(kind), (flags & MAMORI_TRAY_GREY) != 0, (flags & MAMORI_TRAY_CHECKED) != 0, depth, number, std::move(label)});
  return true;
}

}  // namespace

std::optional<TrayView> parseTrayView(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > MAMORI_TRAY_VIEW_BYTES) return std::nullopt;
  Front front(bytes);
  TrayView view;
  view.picture = front.number<std::uint32_t>();
  const auto percent = front.number<std::uint32_t>();
  if (percent <= kWhole) view.percent = percent;
  view.title = front.text(false);
  view.lines = front.text(true);
  const auto count = front.number<std::uint32_t>();
  if (!front.good() || view.picture >= MAMORI_TRAY_PICTURES || count > MAMORI_TRAY_VIEW_ITEMS) return std::nullopt;
  for (std::uint32_t at = 0; at < count; ++at) {
    if (!readItem(front, view.items)) return std::nullopt;
  }
  return front.atEnd() ? std::optional(std::move(view)) : std::nullopt;
}

}  // namespace mamori::shim
