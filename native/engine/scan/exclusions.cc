#include "exclusions.h"

#include <algorithm>

#include "glob.h"
#include "path_order.h"

namespace mamori {
namespace {

char lowerAscii(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool sameText(std::string_view a, std::string_view b, bool ignoreCase) noexcept {
  if (a.size() != b.size()) return false;
  if (!ignoreCase) return a == b;
  return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lowerAscii(x) == lowerAscii(y); });
}

std::string_view withoutTrailingSlashes(std::string_view path) noexcept {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

RuleExclusions::RuleExclusions(const ExclusionRules& rules) : hidden_(rules.hidden), ignoreCase_(rules.ignoreCase) {
  for (std::string_view extension : rules.extensions) {
    if (extension.starts_with('.')) extension.remove_prefix(1);
    if (extension.empty()) continue;
    std::string lower(extension);
    std::transform(lower.begin(), lower.end(), lower.begin(), lowerAscii);
    extensions_.push_back(std::move(lower));
  }
  for (const std::string& subtree : rules.subtrees) {
    const std::string_view path = withoutTrailingSlashes(subtree);
    if (!path.empty()) subtrees_.emplace_back(path);
  }
  for (const std::string& text : rules.patterns) {
    Pattern pattern = parsePattern(text);
    if (!pattern.glob.empty()) patterns_.push_back(std::move(pattern));
  }
}

RuleExclusions::Pattern RuleExclusions::parsePattern(std::string_view text) {
  Pattern pattern;
  if (text.starts_with('!')) {
    pattern.takesBack = true;
    text.remove_prefix(1);
  }
  pattern.foldersOnly = text.ends_with('/');
  text = withoutTrailingSlashes(text);
  pattern.anchored = text.find('/') != std::string_view::npos;
  if (text.starts_with('/')) text.remove_prefix(1);
  pattern.glob = std::string(text);
  return pattern;
}

bool RuleExclusions::excludes(std::string_view parent, std::string_view name, EntryKind kind, bool hidden) const {
  if (hidden_ && hidden) return true;
  if (!subtrees_.empty() && isExcludedSubtree(parent, name)) return true;
  const bool folder = kind == EntryKind::directory;
  if (!folder && !extensions_.empty() && hasExcludedExtension(name)) return true;
  return !patterns_.empty() && matchesPatterns(parent, name, folder);
}

bool RuleExclusions::hasExcludedExtension(std::string_view name) const {
  const std::size_t dot = name.rfind('.');
  // ".tmp" is a hidden file without an extension, as every shell sees it.
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view extension = name.substr(dot + 1);
  return std::any_of(extensions_.begin(), extensions_.end(),
                     [&](const std::string& excluded) { return sameText(extension, excluded, true); });
}

bool RuleExclusions::isExcludedSubtree(std::string_view parent, std::string_view name) const {
  return std::any_of(subtrees_.begin(), subtrees_.end(), [&](std::string_view subtree) {
    return sameText(baseName(subtree), name, ignoreCase_) && sameText(parentPath(subtree), parent, ignoreCase_);
  });
}

bool RuleExclusions::matchesPatterns(std::string_view parent, std::string_view name, bool folder) const {
  std::string path;
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->foldersOnly && !folder) continue;
    if (pattern->anchored && path.empty()) path = joinPath(parent, name);
    if (globMatches(pattern->glob, pattern->anchored ? std::string_view(path) : name, ignoreCase_)) {
      return !pattern->takesBack;
    }
  }
  return false;
}

std::vector<std::string> subtreesBelow(std::string_view root, const std::vector<std::string>& absolutePaths) {
  root = withoutTrailingSlashes(root);
  std::vector<std::string> subtrees;
  for (const std::string_view absolute : absolutePaths) {
    const std::string_view path = withoutTrailingSlashes(absolute);
    if (!path.starts_with(root) || (path.size() > root.size() && path[root.size()] != '/')) continue;
    subtrees.emplace_back(path.size() > root.size() ? path.substr(root.size() + 1) : std::string_view{});
  }
  return subtrees;
}

}  // namespace mamori
