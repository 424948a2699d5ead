#include "path/root_spellings.h"

#include <algorithm>
#include <string_view>

#include "path/normalise.h"

namespace mamori::shim {
namespace {

std::optional<PathBytes> normalised(PathStyle style, const PathBytes& path) {
  PathBytes out(path.size(), 0);
  const auto length = normalise(style, path.data(), path.size(), out.data());
  if (!length) return std::nullopt;
  out.resize(*length);
  return out;
}

PathBytes wide(std::string_view ascii) {
  PathBytes out;
  for (const char unit : ascii) out.append({static_cast<std::uint8_t>(unit), 0});
  return out;
}

/// Whether `path` is `folder` or lies in it; a "folder" that ends in a separator is the root of everything.
bool liesIn(const PathBytes& path, const PathBytes& folder) {
  static const PathBytes separator = wide("\\");
  return path.starts_with(folder) && (path.size() == folder.size() || path.compare(folder.size(), 2, separator) == 0);
}

/// The spellings found so far; a new one is looked at in turn, for it may lead to others.
class Spellings {
 public:
  void add(const PathBytes& spelling) {
    if (spelling.empty() || found_.size() >= kMaxSpellings) return;
    if (std::find(found_.begin(), found_.end(), spelling) == found_.end()) found_.push_back(spelling);
  }
  std::size_t size() const { return found_.size(); }
  PathBytes at(std::size_t index) const { return found_[index]; }
  std::vector<PathBytes> take() { return std::move(found_); }

 private:
  std::vector<PathBytes> found_;
};

void addReplaced(Spellings& spellings, const PathBytes& path, const PathBytes& from, const PathBytes& to) {
  if (!from.empty() && !to.empty() && liesIn(path, from)) spellings.add(to + path.substr(from.size()));
}

/// Volume names (\\?\Volume{…}) and devices have no form without the prefix.
void addWithOrWithoutPrefix(Spellings& spellings, const PathBytes& path) {
  static const PathBytes unc = wide("\\\\?\\UNC\\"), longForm = wide("\\\\?\\"), share = wide("\\\\"), colon = wide(":");
  const bool hasDrive = path.size() >= 4 && path.compare(2, 2, colon) == 0;
  if (path.starts_with(unc)) return spellings.add(share + path.substr(unc.size()));
  if (path.starts_with(longForm)) {
    if (path.size() >= longForm.size() + 4 && path.compare(longForm.size() + 2, 2, colon) == 0) spellings.add(path.substr(longForm.size()));
    return;
  }
  if (path.starts_with(share)) return spellings.add(unc + path.substr(share.size()));
  if (hasDrive) spellings.add(longForm + path);
}

}  // namespace

std::optional<std::vector<PathBytes>> rootSpellings(PathStyle style, const RootFacts& facts) {
  Spellings spellings;
  for (const PathBytes* fact : {&facts.longPath, &facts.shortPath, &facts.finalPath}) {
    const auto path = normalised(style, *fact);
    if (!path) return std::nullopt;
    spellings.add(*path);
  }
  if (style == PathStyle::kLinux) return spellings.take();
  std::vector<RootFacts::Mapping> mappings;
  for (const auto& [drive, target] : facts.mappings) {
    const auto from = normalised(style, drive), to = normalised(style, target);
    if (!from || !to) return std::nullopt;
    mappings.push_back({*from, *to});
  }
  for (std::size_t next = 0; next < spellings.size(); ++next) {
    const PathBytes path = spellings.at(next);
    addWithOrWithoutPrefix(spellings, path);
    for (const auto& [drive, target] : mappings) {
      addReplaced(spellings, path, target, drive);
      addReplaced(spellings, path, drive, target);
    }
  }
  return spellings.take();
}

}  // namespace mamori::shim
