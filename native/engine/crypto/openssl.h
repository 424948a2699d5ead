#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"

namespace mamori {

// OpenSSL's types, declared here instead of included: the functions are found at run time in whichever
// OpenSSL the process brings along, so no header's version may be compiled in.
struct OpensslCipher;
struct OpensslCipherContext;
struct OpensslEngine;

/// SHA256_CTX as <openssl/sha.h> has laid it out since 0.9.8; a plain value, so a state is copied by `=`.
struct Sha256State {
  std::uint32_t chaining[8];
  std::uint32_t bitCountLow, bitCountHigh;
  std::uint32_t block[16];
  std::uint32_t blockBytes, digestBytes;
};
static_assert(sizeof(Sha256State) == 112, "the layout that SHA256_Init writes");

/// The functions of OpenSSL 1.1 and 3.x that the engine uses; signatures as in its manual pages.
struct Openssl {
  // The low-level calls, although deprecated in 3.0: on 100-byte inputs EVP_MD_CTX_copy_ex costs more than
  // the hashing (tests/throughput_bench.cc measures both), while a copy of this state is 112 bytes.
  int (*sha256Init)(Sha256State*);
  int (*sha256Update)(Sha256State*, const void*, std::size_t);
  int (*sha256Final)(unsigned char*, Sha256State*);

  const OpensslCipher* (*aes256Gcm)();
  const OpensslCipher* (*aes256Ecb)();
  OpensslCipherContext* (*cipherContextNew)();
  void (*cipherContextFree)(OpensslCipherContext*);
  int (*cipherContextControl)(OpensslCipherContext*, int, int, void*);
  int (*cipherContextSetPadding)(OpensslCipherContext*, int);
  int (*encryptInit)(OpensslCipherContext*, const OpensslCipher*, OpensslEngine*, const unsigned char*, const unsigned char*);
  int (*encryptUpdate)(OpensslCipherContext*, unsigned char*, int*, const unsigned char*, int);
  int (*encryptFinal)(OpensslCipherContext*, unsigned char*, int*);
  int (*decryptInit)(OpensslCipherContext*, const OpensslCipher*, OpensslEngine*, const unsigned char*, const unsigned char*);
  int (*decryptUpdate)(OpensslCipherContext*, unsigned char*, int*, const unsigned char*, int);
  int (*decryptFinal)(OpensslCipherContext*, unsigned char*, int*);

  int (*randomBytes)(unsigned char*, int);
  int (*constantTimeCompare)(const void*, const void*, std::size_t);
  void (*cleanse)(void*, std::size_t);
};

/// Finds the functions in the running process and checks each primitive against a published answer.
///
/// Fails with `engine.crypto-unavailable`, always with the same message: the outcome of the first call
/// is kept. Thread-safe. Costs about 20 µs once, then a load.
Result<const Openssl*> loadOpenssl();

/// The loaded functions. Precondition: loadOpenssl() succeeded; every key object proves that it did.
const Openssl& openssl() noexcept;

/// Bytes from OpenSSL's generator; fails with `engine.crypto-unavailable` when it cannot be seeded.
Status fillRandom(std::uint8_t* out, std::size_t size);

/// Overwrites a secret in a way that the compiler does not remove.
void wipe(void* secret, std::size_t size) noexcept;

}  // namespace mamori
