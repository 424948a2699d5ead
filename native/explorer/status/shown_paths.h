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
/// Bounded: past twice kGeneration paths those noted first are forgotten, and past kGeneration between two comparisons; such are right again when their
/// folder is shown anew. Any thread may note, one at a time compares.
class ShownPaths {
 public:
  static constexpr std::size_t kGeneration = 4'096;

  /// @param state MAMORI_STATE_… that was answered. Left out without memory, or when others hold the lock for longer than they should.
  void note(std::wstring_view path, std::uint8_t state) noexcept;

  /// Takes along which answers no longer hold, by a function from path to state; from now on the new ones count. About a microsecond a path. Throws std::bad_alloc.
  template <typename StateOf>
  std::vector<std::wstring> changed(StateOf stateOf);

 private:
  using Answer = std::pair<std::wstring, std::uint8_t>;
  using Answers = std::unordered_map<std::wstring, std::uint8_t>;

  void takeNoted();

  std::mutex notedMutex_;  // held for the moment that it takes to note one
  std::vector<Answer> noted_;
  std::size_t next_ = 0;  // where a full `noted_` is written over

  Answers recent_, older_;
};

template <typename StateOf>
std::vector<std::wstring> ShownPaths::changed(StateOf stateOf) {
  takeNoted();
  std::vector<std::wstring> paths;
  for (Answers* answers : {&recent_, &older_}) {
    for (auto& [path, answered] : *answers) {
      const std::uint8_t now = stateOf(path);
      if (now == answered) continue;
      paths.push_back(path);
      answered = now;
    }
  }
  return paths;
}

}  // namespace mamori::explorer
