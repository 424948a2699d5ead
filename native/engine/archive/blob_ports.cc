#include "archive/blob_ports.h"

namespace mamori {

std::string toHex(ByteView bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 15]);
  }
  return text;
}

std::string packName(const Sha256Digest& digest) {
  const std::string hex = toHex(digest);
  return "packs/" + hex.substr(0, 2) + "/" + hex;
}

}  // namespace mamori
