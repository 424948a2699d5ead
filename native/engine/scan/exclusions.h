#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entry.h"

namespace mamori {

/// Decides which names a walk or a watch leaves out; an excluded directory is not entered.
/// Called from several threads at once.
class Exclusions {
 public:
  virtual ~Exclusions() = default;

  /// `parent` is relative to the root ("" is the root). `hidden` is the platform's word on it: a leading
  /// dot on Linux, the attribute on Windows. A link is asked about as a link, never as its target.
  virtual bool excludes(std::string_view parent, std::string_view name, EntryKind kind, bool hidden) const = 0;
};

struct ExclusionRules {
  std::vector<std::string> extensions;  // "tmp" or ".tmp"; ASCII letters of either case are equal; files only
  bool hidden = false;                  // leave out hidden files and folders
  std::vector<std::string> subtrees;    // relative to the root: the vault's and the state's own folders
  /// Patterns as in .gitignore: `*` and `?` stay within a name, `**` spans folders, `[a-z]` is a class,
  /// `\` quotes; a '/' at the start or in the middle anchors to the root, one at the end means folders
  /// only; a leading '!' takes a name back in. The last matching pattern decides.
  std::vector<std::string> patterns;
  bool ignoreCase = false;  // ASCII letters in patterns and subtrees (Windows)
};

/// The settings' exclusion rules, compiled once.
///
/// Cost: one hash-free pass per rule and name; a rule set of ten patterns adds about 0.2 µs a name.
class RuleExclusions final : public Exclusions {
 public:
  explicit RuleExclusions(const ExclusionRules& rules);
  bool excludes(std::string_view parent, std::string_view name, EntryKind kind, bool hidden) const override;

 private:
  struct Pattern {
    std::string glob;  // anchored ones match the whole path, the others one name
    bool anchored = false;
    bool foldersOnly = false;
    bool takesBack = false;
  };

  static Pattern parsePattern(std::string_view text);
  bool hasExcludedExtension(std::string_view name) const;
  bool isExcludedSubtree(std::string_view parent, std::string_view name) const;
  bool matchesPatterns(std::string_view parent, std::string_view name, bool folder) const;

  std::vector<std::string> extensions_;  // lower case, without the dot
  std::vector<std::string> subtrees_;
  std::vector<Pattern> patterns_;
  bool hidden_;
  bool ignoreCase_;
};

/// Turns absolute folders into the subtrees of `root`, dropping those that are not inside it. The root
/// itself yields "", which `RuleExclusions` ignores: a source inside its own vault is refused elsewhere.
std::vector<std::string> subtreesBelow(std::string_view root, const std::vector<std::string>& absolutePaths);

}  // namespace mamori
