// What a menu shows, and decision lists that a hostile process left: both under sanitizers.
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "menu/list_bytes.h"
#include "tests/check.h"
#include "tests/table_fixture.h"

using namespace mamori::shim;

namespace {

enum Operation : std::uint8_t { kEnd, kLiteral, kBoolean, kTruthy, kEquals, kCompare, kMatch, kNot, kAnd, kOr };
enum Key : std::uint8_t { kKind, kExtension, kStatus, kInRoot, kCount };

/// A list as src/shell/menu/compile-menu.ts writes it, by hand.
class List {
 public:
  template <typename Number>
  static void append(std::string& out, Number value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  std::uint32_t add(std::string_view bytes) {
    const auto at = static_cast<std::uint32_t>(parts_.size());
    parts_ += bytes;
    return at;
  }
  void entry(std::string_view title, std::uint32_t when, std::uint32_t enablement = 0, std::uint8_t menu = MAMORI_MENU_FILE) {
    for (const std::uint32_t number : {when, enablement, add("acme.run"), add(title)}) append(entries_, number);
    for (const std::size_t number : {std::size_t{8}, title.size(), std::size_t{0}}) append(entries_, static_cast<std::uint16_t>(number));
    entries_ += {static_cast<char>(menu), MAMORI_ENTRY_COMMAND};
    ++count_;
  }
  std::string bytes() const {
    std::string out;
    append(out, ListBytes::kMagic);
    append(out, static_cast<std::uint32_t>(parts_.size() + entries_.size()));
    append(out, count_);
    append(out, static_cast<std::uint32_t>(parts_.size()));
    return out + parts_.substr(16) + entries_;
  }

 private:
  std::string parts_ = std::string(16, '\0');
  std::string entries_;
  std::uint32_t count_ = 0;
};

std::string operation(Operation what, std::uint8_t argument) { return {static_cast<char>(what), static_cast<char>(argument)}; }
const std::string kClauseEnd(1, '\0');

mamori_selection oneFile(std::string_view extension) {
  mamori_selection selection{};
  selection.count = 1;
  selection.menu = MAMORI_MENU_FILE;
  selection.kind = MAMORI_KIND_FILE;
  selection.in_root = 1;
  selection.extension_bytes = static_cast<std::uint8_t>(extension.size());
  std::memcpy(selection.extension, extension.data(), extension.size());
  return selection;
}

/// Titles of what shows, joined; the list lies at the end of its memory, so that a sanitizer sees a byte too much.
std::string shown(const std::string& list, const mamori_selection& selection, std::uint64_t booleans = 0, std::uint32_t capacity = 8) {
  const std::vector<std::uint8_t> exact(list.begin(), list.end());
  std::vector<mamori_menu_entry> entries(capacity);
  const std::int32_t count = mamori_menu_evaluate(exact.data(), static_cast<std::uint32_t>(exact.size()), static_cast<std::uint32_t>(booleans),
                                                  static_cast<std::uint32_t>(booleans >> 32), &selection, entries.data(), capacity);
  if (count < 0) return std::to_string(count);
  std::string titles;
  for (std::int32_t index = 0; index < count; ++index) {
    const mamori_menu_entry& entry = entries[static_cast<std::size_t>(index)];
    titles += std::string(reinterpret_cast<const char*>(exact.data()) + entry.title, entry.title_bytes) + (entry.enabled ? ";" : "-;");
  }
  return titles;
}

/// `^a(b|c)*$`: accept 0, consume 1, fork 2, jump 3, assert 4.
std::uint32_t addPattern(List& list) {
  const auto set = [&](std::uint32_t first, std::uint32_t last) {
    std::string bytes;
    List::append(bytes, std::uint16_t{1});
    List::append(bytes, first);
    List::append(bytes, last);
    return list.add(bytes);
  };
  const std::uint32_t a = set('a', 'a'), bc = set('b', 'c');
  std::string bytes;
  List::append(bytes, std::uint16_t{7});
  const auto state = [&](std::uint8_t what, std::uint8_t argument, std::uint16_t target, std::uint32_t at) {
    bytes += {static_cast<char>(what), static_cast<char>(argument)};
    List::append(bytes, target);
    List::append(bytes, at);
  };
  state(4, 0, 0, 0);
  state(1, 0, 0, a);
  state(2, 0, 5, 0);
  state(1, 0, 0, bc);
  state(3, 0, 2, 0);
  state(4, 1, 0, 0);
  state(0, 0, 0, 0);
  return list.add(bytes);
}

List sampleList() {
  List list;
  std::string matches = operation(kMatch, kExtension);
  List::append(matches, addPattern(list));
  list.entry("matches", list.add(matches + kClauseEnd));
  list.entry("boolean", list.add(operation(kBoolean, 63) + kClauseEnd));
  list.entry("always, grey", 0, list.add(operation(kTruthy, kInRoot) + std::string(1, kNot) + kClauseEnd));
  std::string few = operation(kCompare, kCount) + std::string(1, '\0');
  List::append(few, 2.0);
  list.entry("few", list.add(few + operation(kTruthy, kInRoot) + std::string(1, kAnd) + kClauseEnd));
  list.entry("elsewhere", 0, 0, MAMORI_MENU_FOLDER);
  return list;
}

std::string extensionOf(std::uint32_t style, std::string_view path) {
  std::string bytes;
  for (const char unit : path) {
    bytes += unit;
    if (style == MAMORI_PATHS_WINDOWS) bytes += '\0';
  }
  const auto end = static_cast<std::uint32_t>(bytes.size());
  const std::uint8_t kind = MAMORI_KIND_FILE;
  mamori_selection selection{};
  CHECK(mamori_reader_select(nullptr, style, MAMORI_MENU_FILE, bytesOf(bytes), end, &end, &kind, 1, &selection) == 0);
  if (selection.extension_bytes == MAMORI_EXTENSION_UNKNOWN) return "unknown";
  return std::string(reinterpret_cast<const char*>(selection.extension), selection.extension_bytes);
}

}  // namespace

TEST("a menu shows what its conditions say") {
  const std::string list = sampleList().bytes();
  CHECK(shown(list, oneFile("abcb")) == "matches;always, grey-;few;");
  CHECK(shown(list, oneFile("bad"), 1ull << 63) == "boolean;always, grey-;few;");
  CHECK(shown(list, oneFile("bad"), 1ull << 63, 2) == "boolean;always, grey-;");
  mamori_selection many = oneFile("");
  many.count = 5000;
  many.extension_bytes = MAMORI_EXTENSION_UNKNOWN;
  CHECK(shown(list, many) == "always, grey-;");
  CHECK(shown("no list", many) == std::to_string(MAMORI_ERROR_VERSION));
  CHECK(shown("", many) == std::to_string(MAMORI_ERROR_VERSION));
}

TEST("an extension is what follows the last dot of a name") {
  for (const std::uint32_t style : {MAMORI_PATHS_LINUX, MAMORI_PATHS_WINDOWS}) {
    CHECK(extensionOf(style, "/d.x/Report.DOCX") == "docx");
    CHECK(extensionOf(style, "/d/archive.tar.gz/") == "gz");
    CHECK(extensionOf(style, "/d.x/none") == "");
    CHECK(extensionOf(style, "/d/.profile") == "");
    CHECK(extensionOf(style, "/d/ends.") == "");
    CHECK(extensionOf(style, "/d/a." + std::string(55, 'Z')) == std::string(55, 'z'));
    CHECK(extensionOf(style, "/d/a." + std::string(56, 'z')) == "unknown");
    CHECK(extensionOf(style, "") == "");
  }
  CHECK(extensionOf(MAMORI_PATHS_WINDOWS, "C:\\d.x\\a.TXT") == "txt");
  CHECK(extensionOf(MAMORI_PATHS_LINUX, "/d/a.\xe5\xae\x88") == "\xe5\xae\x88");
  CHECK(extensionOf(MAMORI_PATHS_LINUX, "/d/a.\xff") == "unknown");
}

TEST("a selection knows what is the same for all of it, and of a large one whether it lies in a root") {
  TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  writer.putMany(root, 0, 300, MAMORI_STATE_PROTECTED);
  Reader reader(folder.path());
  const auto select = [&](const std::vector<std::string>& paths, std::uint8_t kind = MAMORI_KIND_FILE) {
    std::string bytes;
    std::vector<std::uint32_t> ends;
    for (const std::string& path : paths) ends.push_back(static_cast<std::uint32_t>((bytes += path).size()));
    const std::vector<std::uint8_t> kinds(paths.size(), kind);
    mamori_selection selection{};
    CHECK(mamori_reader_select(reader.get(), MAMORI_PATHS_LINUX, MAMORI_MENU_FILE, bytesOf(bytes), static_cast<std::uint32_t>(bytes.size()), ends.data(), kinds.data(),
                                     static_cast<std::uint32_t>(paths.size()), &selection) == 0);
    return selection;
  };
  const auto path = [](std::uint32_t number) { return "/r/" + Writer::pathOf(number); };
  CHECK(select({path(1), path(2)}).status == MAMORI_STATUS_PROTECTED);
  CHECK(select({path(1), path(2)}).in_root == 1);
  CHECK(select({path(1), "/r/unlisted"}).status == MAMORI_STATUS_UNKNOWN);
  CHECK(select({"/e/a.x", "/e/b.x"}).status == MAMORI_STATUS_OUTSIDE);
  CHECK(select({"/e/a.x", "/e/b.x"}).extension_bytes == 1);
  CHECK(select({path(1), "/e/b"}).in_root == 0);
  CHECK(select({"/r/a.x", "/r/b.y"}).extension_bytes == MAMORI_EXTENSION_UNKNOWN);
  CHECK(select({}).in_root == 0);
  std::vector<std::string> many;
  for (std::uint32_t number = 0; number < 300; ++number) many.push_back(path(number));
  CHECK(select(many).count == 300u);
  CHECK(select(many).in_root == 1);
  CHECK(select(many).kind == MAMORI_KIND_UNKNOWN);
  CHECK(select(many).status == MAMORI_STATUS_UNKNOWN);
  many.push_back("/elsewhere");
  CHECK(select(many).in_root == 0);
  CHECK(mamori_reader_writer_lives(reader.get()) == 1);
}

TEST("any list and any selection are survived, within a bound of time") {
  const std::string good = sampleList().bytes();
  std::mt19937_64 random(7);
  for (int round = 0; round < 200'000; ++round) {
    std::string list = good;
    for (int change = static_cast<int>(random() % 8); change >= 0; --change) {
      const std::size_t at = 8 + random() % (list.size() - 8);
      if (random() % 4 == 0 && at + 4 <= list.size()) {
        const auto value = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % list.size());
        std::memcpy(list.data() + at, &value, 4);
      } else {
        list[at] = static_cast<char>(random() % 2 == 0 ? random() % 16 : random());
      }
    }
    if (random() % 8 == 0) list.resize(random() % list.size());
    const auto size = static_cast<std::uint32_t>(list.size());
    if (size >= 8) std::memcpy(list.data() + 4, &size, 4);
    mamori_selection selection;
    for (std::size_t at = 0; at < sizeof selection; ++at) reinterpret_cast<std::uint8_t*>(&selection)[at] = static_cast<std::uint8_t>(random() % 4 == 0 ? random() : random() % 3);
    shown(list, selection, random(), static_cast<std::uint32_t>(random() % 9));
  }
}

TEST("a list made to take long ends") {
  // One pattern of 512 states that all lead everywhere, with the largest set there is room for, asked for by as many entries as fit.
  List list;
  std::string set;
  List::append(set, std::uint16_t{3000});
  for (int range = 0; range < 3000; ++range) List::append(set, std::uint64_t{0});
  const std::uint32_t setAt = list.add(set);
  std::string pattern;
  List::append(pattern, std::uint16_t{512});
  for (std::uint16_t state = 0; state < 512; ++state) {
    pattern += {static_cast<char>(state % 2 == 0 ? 2 : 1), '\1'};
    List::append(pattern, static_cast<std::uint16_t>((state * 7 + 3) % 512));
    List::append(pattern, setAt);
  }
  std::string matches = operation(kMatch, kExtension);
  List::append(matches, list.add(pattern));
  const std::uint32_t clause = list.add(matches + kClauseEnd);
  for (int entry = 0; entry < 900; ++entry) list.entry("x", clause);
  const auto began = std::chrono::steady_clock::now();
  shown(list.bytes(), oneFile(std::string(55, 'q')), 0, 900);
  const auto took = std::chrono::steady_clock::now() - began;
  CHECK(took < std::chrono::seconds(2));  // of sanitized code on a busy machine; 20 ms as it is shipped
}

int main(int argc, char** argv) { return check::run(argc, argv); }
