#pragma once

#include <bit>
#include <cstdint>

#include "base/bytes.h"

/// SHAKE128 (FIPS 202), which the accumulated XAES-256-GCM vectors are defined with. Bytewise: for tests only.
class Shake128 {
 public:
  void write(mamori::ByteView bytes) {
    for (const std::uint8_t byte : bytes) absorb(byte);
  }

  /// Squeezes; the first call ends absorption.
  void read(std::uint8_t* out, std::size_t size) {
    if (!squeezing_) {
      flip(at_, 0x1f);
      flip(kRate - 1, 0x80);
      at_ = kRate;
      squeezing_ = true;
    }
    for (std::size_t i = 0; i < size; ++i) {
      if (at_ == kRate) {
        permute();
        at_ = 0;
      }
      out[i] = static_cast<std::uint8_t>(lanes_[at_ / 8] >> (8 * (at_ % 8)));
      ++at_;
    }
  }

 private:
  static constexpr std::size_t kRate = 168;

  void flip(std::size_t index, std::uint8_t value) {
    lanes_[index / 8] ^= static_cast<std::uint64_t>(value) << (8 * (index % 8));
  }

  void absorb(std::uint8_t byte) {
    flip(at_, byte);
    if (++at_ == kRate) {
      permute();
      at_ = 0;
    }
  }

  /// Keccak-f[1600]: theta, rho and pi, chi, iota; the round constants come from the LFSR of FIPS 202, 3.2.5.
  void permute() {
    std::uint8_t lfsr = 1;
    for (int round = 0; round < 24; ++round) {
      std::uint64_t column[5];
      for (int x = 0; x < 5; ++x) {
        column[x] = lanes_[x] ^ lanes_[x + 5] ^ lanes_[x + 10] ^ lanes_[x + 15] ^ lanes_[x + 20];
      }
      for (int i = 0; i < 25; ++i) lanes_[i] ^= column[(i + 4) % 5] ^ std::rotl(column[(i + 1) % 5], 1);
      std::uint64_t moved = lanes_[1];
      for (int t = 0, x = 1, y = 0; t < 24; ++t) {
        const int nextY = (2 * x + 3 * y) % 5;
        x = y;
        y = nextY;
        const std::uint64_t replaced = lanes_[x + 5 * y];
        lanes_[x + 5 * y] = std::rotl(moved, (t + 1) * (t + 2) / 2 % 64);
        moved = replaced;
      }
      for (int row = 0; row < 25; row += 5) {
        std::uint64_t old[5];
        for (int x = 0; x < 5; ++x) old[x] = lanes_[row + x];
        for (int x = 0; x < 5; ++x) lanes_[row + x] = old[x] ^ (~old[(x + 1) % 5] & old[(x + 2) % 5]);
      }
      for (int bit = 0; bit < 7; ++bit) {
        if (lfsr & 1) lanes_[0] ^= 1ULL << ((1 << bit) - 1);
        lfsr = static_cast<std::uint8_t>((lfsr << 1) ^ ((lfsr >> 7) * 0x71));
      }
    }
  }

  std::uint64_t lanes_[25] = {};
  std::size_t at_ = 0;
  bool squeezing_ = false;
};
