// Usage: status_bench FOLDER [FILES, 1000000] — publishes a table of that many files in FOLDER, asks it, and prints one line a figure.
// FOLDER belongs in memory, as $XDG_RUNTIME_DIR does.
#include "tests/table_fixture.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <random>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

/// Of this thread: what another program takes of the processor meanwhile is not a call's own.
double processorSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double secondsSince(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

/// A path as people have them: about 80 bytes below a root of 20.
std::string pathOf(std::uint32_t number) {
  return "Projects/customer-" + std::to_string(number / 5000) + "/Quarterly reports " + std::to_string(number / 100 % 50) + "/Document with a longer name " +
         std::to_string(number) + ".docx";
}

struct Percentiles {
  double p50, p99, p999;
};

/// Microseconds of single look-ups of random files, one in ten of a file that is not listed; the clock's own cost is in them.
Percentiles lookUps(Reader& reader, std::uint32_t files, std::uint32_t count) {
  std::mt19937 random(7);
  std::vector<std::string> paths;
  for (std::uint32_t index = 0; index < count; ++index) paths.push_back("/home/somebody/Files/" + pathOf(random() % files) + (index % 10 == 0 ? "~" : ""));
  std::vector<double> took;
  for (const std::string& path : paths) {
    const auto began = Clock::now();
    const std::int32_t code = reader.ask(path);
    took.push_back(secondsSince(began) * 1e6);
    if (code == MAMORI_STALE) mamori_reader_refresh(reader.get());
  }
  std::sort(took.begin(), took.end());
  const auto at = [&](double share) { return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))]; };
  return {at(0.5), at(0.99), at(0.999)};
}

void print(const char* what, const Percentiles& found) {
  std::printf("%s p50 %.2f us, p99 %.2f us, p99.9 %.2f us\n", what, found.p50, found.p99, found.p999);
}

struct Rows {
  std::string paths;
  std::vector<mamori_row> rows;
};

/// As the agent does it: room first, then calls of 1,024 rows with a step of growing after each. Answers the longest call in ms of processor time.
double publish(Writer& writer, std::int32_t root, const std::vector<Rows>& slices, std::uint32_t files) {
  double longest = 0;
  mamori_writer_reserve(writer.get(), files);
  writer.finishSteps();
  for (const auto& [paths, rows] : slices) {
    const double began = processorSeconds();
    mamori_writer_put(writer.get(), static_cast<std::uint32_t>(root), bytesOf(paths), static_cast<std::uint32_t>(paths.size()), rows.data(),
                      static_cast<std::uint32_t>(rows.size()));
    const double between = processorSeconds();
    mamori_writer_step(writer.get());
    longest = std::max({longest, between - began, processorSeconds() - between});
    mamori_writer_heartbeat(writer.get());
  }
  writer.finishSteps();
  return longest * 1e3;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t files = argc > 2 ? static_cast<std::uint32_t>(std::atoi(argv[2])) : 1'000'000;
  std::vector<Rows> slices((files + MAMORI_MAX_ROWS_PER_PUT - 1) / MAMORI_MAX_ROWS_PER_PUT);
  for (std::uint32_t number = 0; number < files; ++number) {
    auto& [paths, rows] = slices[number / MAMORI_MAX_ROWS_PER_PUT];
    paths += pathOf(number);
    rows.push_back({static_cast<std::uint32_t>(paths.size()), MAMORI_STATE_PROTECTED, 0, 0});
  }
  const TemporaryFolder folder(argc > 1 ? argv[1] : "/tmp");
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/home/somebody/Files");
  const auto began = Clock::now();
  const double longest = publish(writer, root, slices, files);
  std::printf("published %u files in %.3f s, longest call %.2f ms\n", files, secondsSince(began), longest);
  const auto stats = writer.stats();
  std::printf("table of %u rows in %u bytes, generation %u\n", stats.rows, stats.segment_bytes, stats.generation);
  Reader reader(folder.path());
  lookUps(reader, files, 20'000);
  mamori_writer_heartbeat(writer.get());
  print("look-up", lookUps(reader, files, 200'000));
  std::atomic<bool> done = false;
  std::thread writing([&] {
    std::mt19937 random(9);
    while (!done) {
      writer.put(root, pathOf(random() % files), random() % 2 == 0 ? MAMORI_STATE_PROTECTED : MAMORI_STATE_IN_PROGRESS);
      mamori_writer_heartbeat(writer.get());
    }
  });
  print("look-up beside a writer", lookUps(reader, files, 200'000));
  done = true;
  writing.join();
  return 0;
}
