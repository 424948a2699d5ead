#include "glob.h"

#include <cstddef>

namespace mamori {
namespace {

constexpr std::size_t npos = std::string_view::npos;

unsigned char fold(char c, bool ignoreCase) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return ignoreCase && byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte;
}

/// Offset of the ']' that closes the class opened at `open`, or npos. A ']' right after '[' or '[!' is a member.
std::size_t classEnd(std::string_view glob, std::size_t open) noexcept {
  std::size_t at = open + 1;
  if (at < glob.size() && (glob[at] == '!' || glob[at] == '^')) ++at;
  if (at < glob.size() && glob[at] == ']') ++at;
  for (; at < glob.size(); ++at) {
    if (glob[at] == '\\') ++at;
    else if (glob[at] == ']') return at;
  }
  return npos;
}

bool classHas(std::string_view members, char c, bool ignoreCase) noexcept {
  const bool negated = !members.empty() && (members[0] == '!' || members[0] == '^');
  if (negated) members.remove_prefix(1);
  const unsigned char wanted = fold(c, ignoreCase);
  bool found = false;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i] == '\\' && i + 1 < members.size()) ++i;
    const unsigned char low = fold(members[i], ignoreCase);
    unsigned char high = low;
    if (i + 2 < members.size() && members[i + 1] == '-') {
      high = fold(members[i + 2], ignoreCase);
      i += 2;
    }
    found = found || (low <= wanted && wanted <= high);
  }
  return found != negated;
}

/// Matches one glob token (not '*') at `g` against `c`; on success moves `g` past the token.
bool tokenMatches(std::string_view glob, std::size_t& g, char c, bool ignoreCase) noexcept {
  if (glob[g] == '?') return ++g, true;
  if (glob[g] == '[') {
    const std::size_t end = classEnd(glob, g);
    if (end != npos) {
      if (!classHas(glob.substr(g + 1, end - g - 1), c, ignoreCase)) return false;
      g = end + 1;
      return true;
    }
  }
  std::size_t literal = g;
  if (glob[literal] == '\\' && literal + 1 < glob.size()) ++literal;
  if (fold(glob[literal], ignoreCase) != fold(c, ignoreCase)) return false;
  g = literal + 1;
  return true;
}

/// One component: the usual backtracking to the last '*' only, hence no exponential case.
bool componentMatches(std::string_view glob, std::string_view name, bool ignoreCase) noexcept {
  std::size_t g = 0, n = 0, star = npos, resume = 0;
  while (n < name.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      resume = n;
    } else if (g < glob.size() && tokenMatches(glob, g, name[n], ignoreCase)) {
      ++n;
    } else if (star != npos) {
      g = star;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

std::string_view takeComponent(std::string_view& path) noexcept {
  const std::size_t slash = path.find('/');
  const std::string_view component = path.substr(0, slash);
  path.remove_prefix(slash == npos ? path.size() : slash + 1);
  return component;
}

}  // namespace

bool globMatches(std::string_view glob, std::string_view text, bool ignoreCase) noexcept {
  // As in componentMatches, one level up: `**` is the star, components are the characters.
  std::string_view starGlob, starText;
  bool star = false;
  while (!text.empty()) {
    std::string_view globRest = glob, textRest = text;
    const std::string_view component = takeComponent(globRest);
    if (!glob.empty() && component == "**") {
      if (globRest.empty()) return true;
      star = true;
      starGlob = glob = globRest;
      starText = text;
    } else if (!glob.empty() && componentMatches(component, takeComponent(textRest), ignoreCase)) {
      glob = globRest;
      text = textRest;
    } else if (star) {
      takeComponent(starText);
      glob = starGlob;
      text = starText;
    } else {
      return false;
    }
  }
  return glob.empty();
}

}  // namespace mamori
