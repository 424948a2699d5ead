#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "codec/byte_buffer.h"
#include "pack/keyring.h"

namespace testdata {

/// Bytes that no compressor shortens, the same for the same seed.
inline mamori::ByteBuffer randomBytes(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  mamori::ByteBuffer bytes(size);
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) mamori::storeU64(bytes.data() + at, random());
  for (; at < size; ++at) bytes[at] = static_cast<std::uint8_t>(random());
  return bytes;
}

/// Words of a made-up vocabulary with Zipf-like frequencies: compresses about as prose does.
inline mamori::ByteBuffer textBytes(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 vocabularyRandom(7);
  std::vector<std::string> words;
  for (int i = 0; i < 20000; ++i) {
    std::string word;
    for (std::uint64_t length = 2 + vocabularyRandom() % 8; length > 0; --length) {
      word.push_back(static_cast<char>('a' + vocabularyRandom() % 26));
    }
    words.push_back(word);
  }
  std::mt19937_64 random(seed);
  mamori::ByteBuffer text;
  text.reserve(size + 16);
  while (text.size() < size) {
    const double unit = static_cast<double>(random() >> 11) / 9007199254740992.0;
    const auto index = static_cast<std::size_t>(std::pow(static_cast<double>(words.size()), unit) - 1);
    mamori::append(text, mamori::bytesOf(words[index]));
    text.push_back(random() % 12 == 0 ? '\n' : ' ');
  }
  text.resize(size);
  return text;
}

inline mamori::MasterKey masterKey(std::uint8_t fill) {
  mamori::MasterKey key;
  key.fill(fill);
  return key;
}

inline mamori::Keyring keyring(std::uint8_t vault = 9, std::uint8_t master = 3) {
  mamori::VaultId id;
  id.fill(vault);
  return mamori::Keyring::create(id, {{1, masterKey(master)}}).value();
}

}  // namespace testdata
