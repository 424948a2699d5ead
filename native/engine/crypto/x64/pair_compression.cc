#include "crypto/pair_compression.h"

#include <immintrin.h>

#include <utility>

#include "crypto/x64/processor.h"

// The file is compiled for any x86-64; what follows is for processors that have been asked. MSVC takes every instruction anywhere.
#ifdef _MSC_VER
#define MAMORI_SHA_CODE __forceinline
#define MAMORI_SHA_ENTRY
#else
#define MAMORI_SHA_CODE __attribute__((target("sha,sse4.1"), always_inline)) inline
#define MAMORI_SHA_ENTRY __attribute__((target("sha,sse4.1")))
#endif

namespace mamori {
namespace {

constexpr std::size_t kBlockBytes = 64;

// FIPS 180-4, section 4.2.2.
alignas(16) constexpr std::uint32_t kRoundConstants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The working variables as SHA256RNDS2 takes them, highest word first: a b e f, and c d g h.
struct Variables {
  __m128i abef;
  __m128i cdgh;
};

/// One of the messages: its variables, and the last sixteen words of its schedule.
struct Lane {
  Variables variables;
  __m128i words[4];
};

MAMORI_SHA_CODE __m128i load(const void* from) noexcept { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }

MAMORI_SHA_CODE Variables loadVariables(const std::uint32_t chaining[8]) noexcept {
  const __m128i cdab = _mm_shuffle_epi32(load(chaining), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(load(chaining + 4), 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

MAMORI_SHA_CODE void storeVariables(const Variables& variables, std::uint32_t chaining[8]) noexcept {
  const __m128i feba = _mm_shuffle_epi32(variables.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(variables.cdgh, 0xb1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(chaining), _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(chaining + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/// The message is made of big-endian words.
MAMORI_SHA_CODE void loadWords(Lane& lane, const std::uint8_t* block) noexcept {
  const __m128i swapBytes = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  for (int i = 0; i < 4; ++i) lane.words[i] = _mm_shuffle_epi8(load(block + 16 * i), swapBytes);
}

/// Rounds 4 * Group to 4 * Group + 3.
template <int Group>
MAMORI_SHA_CODE void fourRounds(Lane& lane) noexcept {
  __m128i& words = lane.words[Group % 4];
  if constexpr (Group >= 4) {  // W(t-16 … t-13) is replaced by W(t … t+3)
    const __m128i newest = lane.words[(Group + 3) % 4];
    const __m128i sevenBack = _mm_alignr_epi8(newest, lane.words[(Group + 2) % 4], 4);
    words = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(words, lane.words[(Group + 1) % 4]), sevenBack), newest);
  }
  auto& [abef, cdgh] = lane.variables;
  const __m128i input = _mm_add_epi32(words, _mm_load_si128(reinterpret_cast<const __m128i*>(kRoundConstants + 4 * Group)));
  cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
  abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0e));
}

template <int... Groups>
MAMORI_SHA_CODE void allRounds(Lane& first, Lane& second, std::integer_sequence<int, Groups...>) noexcept {
  ((fourRounds<Groups>(first), fourRounds<Groups>(second)), ...);
}

MAMORI_SHA_CODE void add(Variables& to, const Variables& what) noexcept {
  to.abef = _mm_add_epi32(to.abef, what.abef);
  to.cdgh = _mm_add_epi32(to.cdgh, what.cdgh);
}

/// Each SHA256RNDS2 needs the result of the one before it and takes four cycles for that, while the processor can begin one every two
/// (Zen 4; agner.org/optimize, instruction tables): the other message's go in between.
MAMORI_SHA_ENTRY void compressPair(std::uint32_t first[8], const std::uint8_t* firstBytes, std::uint32_t second[8],
                                   const std::uint8_t* secondBytes, std::size_t blocks) {
  Lane one{loadVariables(first), {}}, two{loadVariables(second), {}};
  for (; blocks > 0; --blocks, firstBytes += kBlockBytes, secondBytes += kBlockBytes) {
    const Variables oneBefore = one.variables, twoBefore = two.variables;
    loadWords(one, firstBytes);
    loadWords(two, secondBytes);
    allRounds(one, two, std::make_integer_sequence<int, 16>());
    add(one.variables, oneBefore);
    add(two.variables, twoBefore);
  }
  storeVariables(one.variables, first);
  storeVariables(two.variables, second);
}

}  // namespace

PairCompression findPairCompression() noexcept { return hasShaInstructions() ? compressPair : nullptr; }

}  // namespace mamori
