#include "os/token.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "os/process.h"

namespace mamori::shim {

std::string newToken() {
  std::array<std::uint8_t, kTokenBytes / 2> random{};
  if (!fillRandom(random.data(), random.size())) return {};
  std::string token;
  for (const std::uint8_t byte : random) {
    token += "0123456789abcdef"[byte >> 4];
    token += "0123456789abcdef"[byte & 15];
  }
  return token;
}

bool isToken(const std::string& text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); });
}

}  // namespace mamori::shim
