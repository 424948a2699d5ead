#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mamori::explorer {

/// What the shell was answered lately, path by path: it keeps an answer until it is told to ask again.
///
/// Whoever changes the table tells the shell of it, and the shell then asks for what is shown, which is noted here. So an answer counts as out of date only when it is so at two
/// comparisons in a row: nobody has told, or somebody is no more.
///
/// Bounded: past twice kGeneration paths those noted first are forgotten, and past kGeneration between two comparisons; such are right again when their
/// folder is shown anew. Any thread may note, one at a time compares.
class ShownPaths {
 public:
  static constexpr std::size_t kGeneration = 4'096;

  /// @param state MAMORI_STATE_… that was answered. Left out without memory, or when others hold the lock for longer than they should.
  void note(std::wstring_view path, std::uint8_t state) noexcept;

  /// Takes along which answers have not held since the last comparison, by a function from path to state; from now on the new ones count. About a microsecond a path. Throws
  /// std::bad_alloc.
  template <typename StateOf>
  std::vector<std::wstring> outdated(StateOf stateOf);

 private:
  struct Kept {
    std::uint8_t answered;
    bool differs = false;  // at the last comparison
  };
  using Answer = std::pair<std::wstring, std::uint8_t>;
  using Answers = std::unordered_map<std::wstring, Kept>;

  void takeNoted();

  std::mutex notedMutex_;  // held for the moment that it takes to note one
  std::vector<Answer> noted_;
  std::size_t next_ = 0;  // where a full `noted_` is written over

  Answers recent_, older_;
};

template <typename StateOf>
std::vector<std::wstring> ShownPaths::outdated(StateOf stateOf) {
  takeNoted();
  std::vector<std::wstring> paths;
  for (Answers* answers : {&recent_, &older_}) {
    for (auto& [path, kept] : *answers) {
      const std::uint8_t now = stateOf(path);
      const bool differed = kept.differs;
      kept.differs = now != kept.answered;
      if (!kept.differs || !differed) continue;
      paths.push_back(path);
      kept = {now};
    }
  }
  return paths;
}

}  // namespace mamori::explorer
