// Usage: mark_bench FOLDER AGENT PATH… — of files that an agent protects and marks in the table of FOLDER, one after the other: how long after its file was written to a mark is gone.
// Then ends the agent (process AGENT) as a power failure would, and tells how long the mark of the last file, which stays as it was, is still shown. Prints one line a figure.
#include "tests/table_fixture.h"

#include <csignal>
#include <ctime>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{120};
/// Between two looks: short beside what is measured, long beside a look, which leaves the processor to the agent.
constexpr timespec kPause{0, 200'000};

bool isProtected(Reader& reader, const std::string& path) {
  const std::int32_t code = reader.ask(path);
  if (code == MAMORI_STALE || code == MAMORI_NO_AGENT) return mamori_reader_refresh(reader.get()) == MAMORI_FOUND && reader.ask(path) == MAMORI_FOUND && reader.answer.state == MAMORI_STATE_PROTECTED;
  return code == MAMORI_FOUND && reader.answer.state == MAMORI_STATE_PROTECTED;
}

/// Seconds until it is so.
double becomes(Reader& reader, const std::string& path, bool isMarked) {
  const auto began = Clock::now();
  while (isProtected(reader, path) != isMarked) {
    if (Clock::now() - began > kPatience) {
      std::fprintf(stderr, "%s is %s\n", path.c_str(), isMarked ? "not marked" : "still marked");
      std::exit(1);
    }
    ::nanosleep(&kPause, nullptr);
  }
  return std::chrono::duration<double>(Clock::now() - began).count();
}

void append(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0 || ::write(file, "one line more\n", 14) != 14) std::exit(1);
  ::close(file);
}

/// As a file manager does that only looks up what it draws: it never asks the system whether the agent lives.
double withdrawn(Reader& reader, const std::string& path) {
  const auto began = Clock::now();
  while (reader.ask(path) == MAMORI_FOUND && Clock::now() - began < kPatience) ::nanosleep(&kPause, nullptr);
  return std::chrono::duration<double>(Clock::now() - began).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  const auto agent = static_cast<pid_t>(std::atoi(argv[2]));
  const std::vector<std::string> paths(argv + 3, argv + argc);
  Reader reader(argv[1]);
  for (const std::string& path : paths) becomes(reader, path, true);
  std::vector<double> milliseconds;
  for (std::size_t at = 0; at + 1 < paths.size(); ++at) {
    append(paths[at]);
    milliseconds.push_back(becomes(reader, paths[at], false) * 1e3);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double share) { return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))]; };
  std::printf("flip p50 %.2f ms, p99 %.2f ms, longest %.2f ms\n", at(0.5), at(0.99), milliseconds.back());
  std::printf("marked again in %.2f s\n", becomes(reader, paths[paths.size() - 2], true));
  ::kill(agent, SIGKILL);
  std::printf("withdrawn in %.2f s\n", withdrawn(reader, paths.back()));
  return 0;
}
