#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "abi/versions.h"
#include "path/normalise.h"
#include "path/root_spellings.h"
#include "path/upper_case.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

const std::uint8_t* bytesOf(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }
const std::uint8_t* bytesOf(std::u16string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

std::string linuxForm(std::string_view path) {
  std::string out(path.size(), 'x');
  const auto length = normalise(PathStyle::kLinux, bytesOf(path), path.size(), reinterpret_cast<std::uint8_t*>(out.data()));
  return length ? out.substr(0, *length) : "refused";
}

std::u16string windowsForm(std::u16string_view path) {
  std::u16string out(path.size(), u'x');
  const auto length = normalise(PathStyle::kWindows, bytesOf(path), path.size() * 2, reinterpret_cast<std::uint8_t*>(out.data()));
  return length ? out.substr(0, *length / 2) : u"refused";
}

PathBytes wide(std::u16string_view text) { return PathBytes(bytesOf(text), text.size() * 2); }

std::vector<std::u16string> spellingsOf(const RootFacts& facts) {
  std::vector<std::u16string> texts;
  for (const PathBytes& spelling : rootSpellings(PathStyle::kWindows, facts).value_or(std::vector<PathBytes>{})) {
    std::u16string text(spelling.size() / 2, u'\0');
    std::memcpy(text.data(), spelling.data(), spelling.size());
    texts.push_back(text);
  }
  return texts;
}

template <typename Text>
struct Row {
  Text given;
  Text normal;
};

}  // namespace

TEST("SipHash-2-4 gives the vectors of its authors and of OpenSSL's implementation") {
  std::array<std::uint8_t, 64> counted{};
  for (std::size_t at = 0; at < counted.size(); ++at) counted[at] = static_cast<std::uint8_t>(at);
  const SipKey key = SipKey::fromBytes(counted.data());
  CHECK(SipHash(key).finish(counted.data(), 0) == 0x726fdb47dd0e0e31u);
  CHECK(SipHash(key).finish(counted.data(), 1) == 0x74f839c593dc67fdu);
  CHECK(SipHash(key).finish(counted.data(), 15) == 0xa129ca6149be45e5u);
  SipHash split(key);
  split.word(0x0706050403020100u);
  CHECK(split.finish(counted.data() + 8, 7) == 0xa129ca6149be45e5u);
}

TEST("Linux paths keep their bytes but for separators that say nothing") {
  const Row<std::string> rows[] = {
      {"/a/b", "/a/b"}, {"//a///b//", "/a/b"}, {"/", "/"}, {"///", "/"}, {"", ""}, {"a/B/ä", "a/B/ä"}, {"/\xff\x80", "/\xff\x80"}, {"a\\b", "a\\b"},
      {"/.a/..b/...", "/.a/..b/..."}, {"/a/./b", "refused"}, {"/a/..", "refused"}, {"..", "refused"}, {".", "refused"},
      {std::string("/a\0b", 4), "refused"},
  };
  for (const auto& [given, normal] : rows) CHECK(linuxForm(given) == normal);
  CHECK(linuxForm(std::string(65535, 'a')) == "refused");
}

TEST("Windows paths fold case and separators, and keep what begins a share") {
  const Row<std::u16string> rows[] = {
      {u"C:\\Users\\Me", u"C:\\USERS\\ME"}, {u"c:/users//me\\", u"C:\\USERS\\ME"}, {u"C:\\", u"C:"}, {u"\\\\srv\\share\\x", u"\\\\SRV\\SHARE\\X"},
      {u"//srv/share", u"\\\\SRV\\SHARE"}, {u"\\\\?\\C:\\a", u"\\\\?\\C:\\A"}, {u"\\\\\\srv", u"\\\\SRV"}, {u"été ÿ я ω", u"ÉTÉ Ÿ Я Ω"},
      {u"ａ゙ｱ", u"Ａ゙ｱ"}, {u"straße", u"STRAßE"}, {u"ı ſ µ ǅ", u"ı ſ µ ǅ"}, {u"\xd83d lone", u"\xd83d LONE"}, {u"𐐨", u"𐐨"},
      {u"a\\..\\b", u"refused"}, {u"a\\.", u"refused"},
  };
  for (const auto& [given, normal] : rows) CHECK(windowsForm(given) == normal);
  const std::u16string odd = u"ab";
  std::array<std::uint8_t, 4> out{};
  CHECK(!normalise(PathStyle::kWindows, bytesOf(odd), 3, out.data()));
}

TEST("normalising twice changes nothing, and in place gives the same") {
  for (std::u16string path : {u"c:/Ünï//ｃode\\", u"\\\\?\\UNC\\s\\h", u"\\\\a"}) {
    const std::u16string once = windowsForm(path);
    CHECK(windowsForm(once) == once);
    auto* memory = reinterpret_cast<std::uint8_t*>(path.data());
    const auto length = normalise(PathStyle::kWindows, memory, path.size() * 2, memory);
    REQUIRE(length);
    CHECK(path.substr(0, *length / 2) == once);
  }
}

TEST("upper case maps back to where it came from, for every letter that has one") {
  int letters = 0;
  std::vector<int> sources(0x10000);
  for (std::uint32_t unit = 0; unit < 0x10000; ++unit) {
    const std::uint16_t upper = upperCase(static_cast<std::uint16_t>(unit));
    if (upper == unit) continue;
    ++letters;
    ++sources[upper];
    CHECK(upperCase(upper) == upper);
  }
  CHECK(letters == 1163);
  for (const int count : sources) CHECK(count <= 1);
}

TEST("row keys depend on key, root and path, and never mark a free row") {
  const std::string path = "a/b";
  const std::uint64_t value = rowKey({1, 2}, 3, bytesOf(path), path.size());
  CHECK(value > 1);
  CHECK(value != rowKey({1, 3}, 3, bytesOf(path), path.size()));
  CHECK(value != rowKey({1, 2}, 4, bytesOf(path), path.size()));
  CHECK(value != rowKey({1, 2}, 3, bytesOf(path), path.size() - 1));
}

TEST("a root on a local drive has its long, short and prefixed spellings") {
  const std::vector<std::u16string> expected = {u"C:\\LONG FOLDER", u"C:\\LONGFO~1", u"\\\\?\\C:\\LONG FOLDER", u"\\\\?\\C:\\LONGFO~1"};
  CHECK(spellingsOf({wide(u"C:\\Long Folder"), wide(u"C:\\LONGFO~1"), wide(u"\\\\?\\C:\\Long Folder"), {}}).size() == expected.size());
  for (const std::u16string& spelling : spellingsOf({wide(u"C:\\Long Folder"), wide(u"C:\\LONGFO~1"), wide(u"\\\\?\\C:\\Long Folder"), {}})) {
    CHECK(std::find(expected.begin(), expected.end(), spelling) != expected.end());
  }
}

TEST("a mapped drive and its share are the same root, whichever was named") {
  const RootFacts::Mapping share{wide(u"Z:"), wide(u"\\\\srv\\share")};
  for (const char16_t* named : {u"z:\\docs", u"\\\\srv\\share\\docs"}) {
    const auto found = spellingsOf({wide(named), {}, {}, {share}});
    CHECK(found.size() == 4);
    for (const char16_t* wanted : {u"Z:\\DOCS", u"\\\\SRV\\SHARE\\DOCS", u"\\\\?\\Z:\\DOCS", u"\\\\?\\UNC\\SRV\\SHARE\\DOCS"}) {
      CHECK(std::find(found.begin(), found.end(), wanted) != found.end());
    }
  }
}

TEST("SUBST of a folder covers what lies in it and not its neighbours") {
  const RootFacts::Mapping subst{wide(u"S:"), wide(u"C:\\work")};
  const auto inside = spellingsOf({wide(u"C:\\work\\a"), {}, {}, {subst}});
  CHECK(std::find(inside.begin(), inside.end(), u"S:\\A") != inside.end());
  const auto beside = spellingsOf({wide(u"C:\\workshop"), {}, {}, {subst}});
  CHECK(beside.size() == 2);
}

TEST("mappings that lead into each other end, and a volume name stays as it is") {
  const std::vector<RootFacts::Mapping> circle = {{wide(u"A:"), wide(u"B:\\x")}, {wide(u"B:"), wide(u"A:\\x")}};
  CHECK(spellingsOf({wide(u"A:\\r"), {}, {}, circle}).size() == kMaxSpellings);
  CHECK(spellingsOf({wide(u"\\\\?\\Volume{1}\\r"), {}, {}, {}}).size() == 1);
}

TEST("a version is agreed on only where both sides speak it") {
  struct Case { std::uint32_t own; VersionRange asked; std::optional<std::uint32_t> result; };
  const Case cases[] = {
      {1, {1, 1}, 1}, {1, {1, 2}, 1}, {1, {2, 3}, std::nullopt}, {2, {1, 1}, 1}, {2, {1, 2}, 2}, {2, {2, 3}, 2}, {3, {1, 1}, std::nullopt},
      {3, {2, 2}, 2}, {3, {1, 9}, 3}, {3, {4, 5}, std::nullopt}, {1, {0, 1}, std::nullopt}, {2, {2, 1}, std::nullopt},
  };
  for (const auto& [own, asked, result] : cases) CHECK(agreed(servedBy(own), asked) == result);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
