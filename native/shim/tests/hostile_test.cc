// Tables that a hostile or dying process of the same user made: no reader crashes or leaves its bounds, whatever stands in them.
#include "tests/table_fixture.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <random>
#include <thread>

#include "os/process.h"
#include "status/rendezvous.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

void useEverything(Reader& reader) {
  std::array<std::uint8_t, 4096> out{};
  std::uint32_t first = 0, second = 0;
  reader.state("/r/" + Writer::pathOf(7));
  reader.state("/r");
  reader.state("/elsewhere/and/deeper");
  mamori_reader_note_asked(reader.get(), bytesOf("/r/d0"), 5);
  mamori_reader_menu(reader.get(), &first, out.data(), out.size(), &second);
  mamori_reader_booleans(reader.get(), &first, &second);
}

struct PublishedTable {
  PublishedTable() : writer(folder.path()) {
    const std::int32_t root = writer.trustedRoot("/r");
    for (int more = 0; more < 20; ++more) writer.addRoot("/r/nested" + std::to_string(more));
    writer.putMany(root, 0, 2000, MAMORI_STATE_PROTECTED);
    mamori_writer_set_menu(writer.get(), 1, bytesOf("some decisions"), 14);
  }

  TemporaryFolder folder;
  Writer writer;
};

const std::uint64_t kOddNumbers[] = {0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff, 0xffffffffffffffff, 0x7fffffffffffffff, 112 * 1024, 4096};

}  // namespace

TEST("any numbers in the segment are survived, before and after it is mapped") {
  PublishedTable table;
  Reader mapped(table.folder.path());
  const RawMemory segment(kSegmentEnding);
  const std::vector<std::byte> good(segment.data(), segment.data() + segment.size());
  std::mt19937_64 random(1);
  for (int round = 0; round < 1000; ++round) {
    for (int change = static_cast<int>(random() % 20); change >= 0; --change) {
      // Mostly what stands before the buckets, where numbers are places.
      const std::size_t within = random() % 4 == 0 ? segment.size() : (random() % 2 == 0 ? kPage * 2 : SegmentPlan::kSpellingsAt + kPage);
      const std::uint64_t value = random() % 2 == 0 ? kOddNumbers[random() % std::size(kOddNumbers)] : random();
      const std::size_t width = random() % 2 == 0 ? 4 : 8;
      std::memcpy(segment.data() + random() % (within - 8) / width * width, &value, width);
    }
    useEverything(mapped);
    Reader fresh(table.folder.path());
    useEverything(fresh);
    if (round % 10 == 0) std::copy(good.begin(), good.end(), segment.data());
  }
  CHECK(true);
}

TEST("any numbers in the rendezvous are survived") {
  PublishedTable table;
  Reader mapped(table.folder.path());
  const RawMemory rendezvous(kRendezvousKind);
  const std::vector<std::byte> good(rendezvous.data(), rendezvous.data() + rendezvous.size());
  std::mt19937_64 random(2);
  for (int round = 0; round < 1000; ++round) {
    for (int change = static_cast<int>(random() % 4); change >= 0; --change) {
      const std::uint64_t value = random() % 2 == 0 ? kOddNumbers[random() % std::size(kOddNumbers)] : random();
      std::memcpy(rendezvous.data() + random() % (sizeof(Rendezvous) / 8) * 8, &value, 8);
    }
    useEverything(mapped);
    Reader fresh(table.folder.path());
    useEverything(fresh);
    std::copy(good.begin(), good.end(), rendezvous.data());
  }
  mamori_reader_refresh(mapped.get());
  CHECK(mapped.state("/r/" + Writer::pathOf(7)) == MAMORI_STATE_PROTECTED);
}

TEST("a token that leads out of the folder is refused") {
  PublishedTable table;
  const RawMemory rendezvous(kRendezvousKind);
  std::memcpy(rendezvous.as<Rendezvous>().segmentToken, "../../../../../../../../etc/shad", 32);
  CHECK(!readPlace(rendezvous.as<Rendezvous>()));
}

TEST("a table of another format is left alone, unless it says that we can read it") {
  PublishedTable table;
  const RawMemory rendezvous(kRendezvousKind);
  struct Case { std::uint32_t format, readableFrom; bool readable; };
  for (const auto& [format, readableFrom, readable] : {Case{1, 1, true}, Case{2, 1, true}, Case{2, 2, false}, Case{9, 8, false}, Case{0, 0, false}}) {
    rendezvous.as<Rendezvous>().format = format;
    rendezvous.as<Rendezvous>().readableFrom = readableFrom;
    CHECK(readPlace(rendezvous.as<Rendezvous>()).has_value() == readable);
  }
}

TEST("the writer survives whatever readers write into the ring") {
  PublishedTable table;
  const RawMemory ring(kAskedEnding);
  std::mt19937_64 random(3);
  std::vector<std::uint8_t> out(1 << 16);
  std::uint32_t written = 0;
  for (int round = 0; round < 500; ++round) {
    for (int change = 0; change < 50; ++change) {
      const std::uint64_t value = random() % 2 == 0 ? kOddNumbers[random() % std::size(kOddNumbers)] : random();
      std::memcpy(ring.data() + random() % (ring.size() / 8) * 8, &value, 8);
    }
    ring.as<AskedRing>().head = static_cast<std::uint32_t>(random());
    CHECK(mamori_writer_take_asked(table.writer.get(), out.data(), static_cast<std::uint32_t>(out.size()), &written) == 0);
    CHECK(written == 0);
  }
}

TEST("a reader never sees a mixture while a writer changes a million rows and moves the table") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  constexpr std::uint32_t kFiles = 5000;
  // State and reason always agree: protected with an even reason, problem with an odd one; other rows come and go between them.
  const auto putAll = [&](bool bad) {
    for (std::uint32_t number = 0; number < kFiles; number += 2) {
      writer.put(root, Writer::pathOf(number), bad ? MAMORI_STATE_PROBLEM : MAMORI_STATE_PROTECTED, static_cast<std::uint16_t>(number + bad));
    }
  };
  putAll(false);
  std::atomic<bool> done = false;
  std::atomic<std::uint64_t> wrong = 0, answered = 0, unanswered = 0;
  std::thread asking([&] {
    Reader reader(folder.path());
    std::uint32_t number = 0;
    while (!done) {
      number = (number + 2) % kFiles;
      const std::int32_t code = reader.ask("/r/" + Writer::pathOf(number));
      if (code == MAMORI_STALE) mamori_reader_refresh(reader.get());
      if (code == MAMORI_NO_ANSWER) ++unanswered;
      if (code == MAMORI_UNLISTED) ++wrong;
      if (code != MAMORI_FOUND) continue;
      ++answered;
      const bool bad = reader.answer.state == MAMORI_STATE_PROBLEM;
      if (reader.answer.reason != number + bad) ++wrong;
    }
  });
  for (int round = 0; round < 200; ++round) {
    mamori_writer_heartbeat(writer.get());
    putAll(round % 2 == 0);
    const std::uint32_t base = 10'000 + static_cast<std::uint32_t>(round) * 1000;
    writer.putMany(root, base, base + 2500, MAMORI_STATE_IN_PROGRESS);
    writer.putMany(root, base, base + 1000, MAMORI_ROW_REMOVED);
  }
  done = true;
  asking.join();
  CHECK(wrong == 0);
  CHECK(answered > 1000);
  CHECK(unanswered * 20 < answered);
}

TEST("readers are safe against a process that scribbles over the segment while they look") {
  PublishedTable table;
  const RawMemory segment(kSegmentEnding);
  std::atomic<bool> done = false;
  std::thread scribbling([&] {
    std::mt19937_64 random(4);
    while (!done) {
      const std::uint64_t value = random() % 2 == 0 ? kOddNumbers[random() % std::size(kOddNumbers)] : random();
      const std::size_t word = random() % ((random() % 2 == 0 ? SegmentPlan::kSpellingsAt + kPage : segment.size()) / 8);
      std::atomic_ref<std::uint64_t>(segment.as<std::uint64_t>(word * 8)).store(value, std::memory_order_relaxed);
    }
  });
  Reader reader(table.folder.path());
  for (int round = 0; round < 4000; ++round) useEverything(reader);
  done = true;
  scribbling.join();
  CHECK(true);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
