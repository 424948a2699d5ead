// What the icon's thread is given to show, also by a caller that is out of its mind, under sanitizers.
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "include/mamori_shim.h"
#include "tests/check.h"
#include "tray/tray_view.h"

using namespace mamori::shim;

namespace {

/// A view as src/shell/tray/tray-bytes.ts writes it, by hand.
class Bytes {
 public:
  Bytes& u32(std::uint32_t value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Bytes& text(std::u16string_view words) {
    u32(static_cast<std::uint32_t>(2 * words.size()));
    out_.append(reinterpret_cast<const char*>(words.data()), 2 * words.size());
    return *this;
  }
  Bytes& item(std::uint8_t kind, std::uint8_t flags, std::uint8_t depth, std::uint32_t number, std::u16string_view label) {
    for (const std::uint8_t byte : {kind, flags, depth, std::uint8_t{0}}) out_ += static_cast<char>(byte);
    return u32(number).text(label);
  }
  std::string& out() { return out_; }
  std::optional<TrayView> parsed() const { return parse(out_); }
  static std::optional<TrayView> parse(std::string_view bytes) {
    // Of its own, so that a sanitizer sees the least step too far.
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    return parseTrayView(copy);
  }

 private:
  std::string out_;
};

Bytes head(std::uint32_t items, std::uint32_t picture = 1, std::uint32_t percent = 40) { return std::move(Bytes().u32(picture).u32(percent).text(u"Mamori: 保護").text(u"a\nb").u32(items)); }

TEST("a view is read as it was written") {
  Bytes bytes = head(4);
  bytes.item(MAMORI_TRAY_LINE, 0, 0, 1, u"line").item(MAMORI_TRAY_SEPARATOR, 0, 0, 2, u"").item(MAMORI_TRAY_SUBMENU, 0, 0, 3, u"&Settings");
  bytes.item(MAMORI_TRAY_ENTRY, MAMORI_TRAY_GREY | MAMORI_TRAY_CHECKED, 1, 0x7fffffff, u"&&");
  const auto view = bytes.parsed();
  CHECK(view && view->picture == 1 && view->percent == 40u && view->title == u"Mamori: 保護" && view->lines == u"a\nb" && view->items.size() == 4);
  if (!view) return;
  const TrayItem& last = view->items[3];
  CHECK(last.kind == TrayItemKind::kEntry && last.grey && last.checked && last.depth == 1 && last.number == 0x7fffffff && last.label == u"&&");
  CHECK(view->items[1].kind == TrayItemKind::kSeparator && !view->items[0].grey);
}

TEST("there is no bar above a hundred, and none of the icons that there cannot be") {
  CHECK(head(0, 0, 100).parsed()->percent == 100u);
  CHECK(!head(0, 0, 101).parsed()->percent && !head(0, 0, 0xffffffff).parsed()->percent);
  CHECK(!head(0, MAMORI_TRAY_PICTURES).parsed());
}

TEST("control characters are spaces in a menu") {
  Bytes bytes = Bytes().u32(0).u32(0).text(u"t\nt").text(u"l\tl\nm").u32(1);
  bytes.item(MAMORI_TRAY_ENTRY, 0, 0, 1, std::u16string_view(u"a\tb\0c\x7f", 6));
  const auto view = bytes.parsed();
  CHECK(view && view->title == u"t t" && view->lines == u"l l\nm" && view->items[0].label == u"a b c ");
}

TEST("an item is one deeper than a submenu, and never than anything else") {
  CHECK(!head(1).item(MAMORI_TRAY_ENTRY, 0, 1, 1, u"a").parsed());
  CHECK(!head(2).item(MAMORI_TRAY_ENTRY, 0, 0, 1, u"a").item(MAMORI_TRAY_ENTRY, 0, 1, 2, u"b").parsed());
  CHECK(!head(2).item(MAMORI_TRAY_SUBMENU, 0, 0, 1, u"a").item(MAMORI_TRAY_ENTRY, 0, 2, 2, u"b").parsed());
  CHECK(head(3).item(MAMORI_TRAY_SUBMENU, 0, 0, 1, u"a").item(MAMORI_TRAY_ENTRY, 0, 1, 2, u"b").item(MAMORI_TRAY_ENTRY, 0, 0, 3, u"c").parsed().has_value());
  Bytes deep = head(6);
  for (std::uint8_t depth = 0; depth < 6; ++depth) deep.item(MAMORI_TRAY_SUBMENU, 0, depth, depth, u"");
  CHECK(!deep.parsed());
}

TEST("what makes no sense is refused: unknown kinds and flags, odd texts, too much, too little") {
  CHECK(!head(1).item(4, 0, 0, 1, u"a").parsed() && !head(1).item(MAMORI_TRAY_ENTRY, 4, 0, 1, u"a").parsed());
  CHECK(!head(2).item(MAMORI_TRAY_ENTRY, 0, 0, 1, u"a").parsed() && !head(0).item(MAMORI_TRAY_ENTRY, 0, 0, 1, u"a").parsed());
  CHECK(!head(MAMORI_TRAY_VIEW_ITEMS + 1).parsed());
  Bytes odd = Bytes().u32(0).u32(0).u32(3);
  odd.out() += "abc";
  CHECK(!odd.text(u"").u32(0).parsed());
  CHECK(!Bytes::parse("") && !Bytes::parse(std::string(MAMORI_TRAY_VIEW_BYTES + 1, '\0')));
}

TEST("no cut and no flipped byte reads outside") {
  Bytes bytes = head(2);
  bytes.item(MAMORI_TRAY_SUBMENU, 0, 0, 1, u"settings").item(MAMORI_TRAY_ENTRY, 0, 1, 2, u"all");
  for (std::size_t length = 0; length < bytes.out().size(); ++length) CHECK(!Bytes::parse(std::string_view(bytes.out()).substr(0, length)));
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string broken = bytes.out();
    for (unsigned flips = random() % 3 + 1; flips > 0; --flips) broken[random() % broken.size()] = static_cast<char>(random());
    const auto view = Bytes::parse(broken);
    CHECK(!view || view->items.size() <= MAMORI_TRAY_VIEW_ITEMS);
  }
}

TEST("on Linux there is none") {
  int32_t error = 0;
  uint32_t number = 0;
  CHECK(mamori_tray_open(&error) == nullptr && error == MAMORI_ERROR_ARGUMENT);
  CHECK(mamori_tray_open(nullptr) == nullptr);
  CHECK(mamori_tray_take(nullptr, &number) == MAMORI_ERROR_ARGUMENT && mamori_tray_bell(nullptr) == MAMORI_ERROR_ARGUMENT);
  CHECK(mamori_tray_show(nullptr, nullptr, 0) == MAMORI_ERROR_ARGUMENT && mamori_tray_set_picture(nullptr, 0, 0, nullptr, 0) == MAMORI_ERROR_ARGUMENT);
  mamori_tray_close(nullptr);
}

}  // namespace

int main(int argc, char** argv) { return check::run(argc, argv); }
