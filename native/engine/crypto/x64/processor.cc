#include "crypto/x64/processor.h"

#ifdef _MSC_VER
#include <intrin.h>
#else
#include <cpuid.h>
#endif

namespace mamori {
namespace {

struct Registers {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
};

/// CPUID (Intel's manual, volume 2A): zeros for a leaf that the processor does not know.
Registers cpuid(unsigned leaf) noexcept {
  Registers out;
#ifdef _MSC_VER
  int numbers[4] = {};
  __cpuid(numbers, 0);
  if (static_cast<unsigned>(numbers[0]) < leaf) return out;
  __cpuidex(numbers, static_cast<int>(leaf), 0);
  out = {static_cast<unsigned>(numbers[0]), static_cast<unsigned>(numbers[1]), static_cast<unsigned>(numbers[2]),
         static_cast<unsigned>(numbers[3])};
#else
  if (!__get_cpuid_count(leaf, 0, &out.eax, &out.ebx, &out.ecx, &out.edx)) return {};
#endif
  return out;
}

constexpr bool bit(unsigned word, int index) noexcept { return (word >> index & 1) != 0; }

}  // namespace

bool hasShaInstructions() noexcept {
  const unsigned features = cpuid(1).ecx;
  const unsigned extended = cpuid(7).ebx;
  return bit(features, 9) && bit(features, 19) && bit(extended, 29);  // SSSE3, SSE4.1, SHA
}

}  // namespace mamori
