#include "crypto/openssl.h"

#include <algorithm>
#include <climits>
#include <string>

#include "crypto/known_answers.h"
#include "crypto/process_symbol.h"

namespace mamori {
namespace {

struct Loaded {
  Openssl functions{};
  std::string problem;  // empty when usable
};

template <typename Function>
void resolve(Loaded& loaded, Function& target, const char* name) {
  void* const found = findProcessSymbol(name);
  if (!found && loaded.problem.empty()) loaded.problem = std::string("the process exports no ") + name;
  target = reinterpret_cast<Function>(found);
}

Loaded load() {
  Loaded loaded;
  Openssl& f = loaded.functions;
  resolve(loaded, f.sha256Init, "SHA256_Init");
  resolve(loaded, f.sha256Update, "SHA256_Update");
  resolve(loaded, f.sha256Final, "SHA256_Final");
  resolve(loaded, f.aes256Gcm, "EVP_aes_256_gcm");
  resolve(loaded, f.aes256Ecb, "EVP_aes_256_ecb");
  resolve(loaded, f.cipherContextNew, "EVP_CIPHER_CTX_new");
  resolve(loaded, f.cipherContextFree, "EVP_CIPHER_CTX_free");
  resolve(loaded, f.cipherContextControl, "EVP_CIPHER_CTX_ctrl");
  resolve(loaded, f.cipherContextSetPadding, "EVP_CIPHER_CTX_set_padding");
  resolve(loaded, f.encryptInit, "EVP_EncryptInit_ex");
  resolve(loaded, f.encryptUpdate, "EVP_EncryptUpdate");
  resolve(loaded, f.encryptFinal, "EVP_EncryptFinal_ex");
  resolve(loaded, f.decryptInit, "EVP_DecryptInit_ex");
  resolve(loaded, f.decryptUpdate, "EVP_DecryptUpdate");
  resolve(loaded, f.decryptFinal, "EVP_DecryptFinal_ex");
  resolve(loaded, f.randomBytes, "RAND_bytes");
  resolve(loaded, f.constantTimeCompare, "CRYPTO_memcmp");
  resolve(loaded, f.cleanse, "OPENSSL_cleanse");
  if (loaded.problem.empty()) loaded.problem = findWrongAnswer(f);
  return loaded;
}

const Loaded& loadedOnce() {
  static const Loaded loaded = load();
  return loaded;
}

}  // namespace

Result<const Openssl*> loadOpenssl() {
  const Loaded& loaded = loadedOnce();
  if (!loaded.problem.empty()) return makeError("engine.crypto-unavailable", loaded.problem);
  return &loaded.functions;
}

const Openssl& openssl() noexcept { return loadedOnce().functions; }

Status fillRandom(std::uint8_t* out, std::size_t size) {
  MAMORI_ASSIGN(const Openssl* functions, loadOpenssl());
  while (size > 0) {
    const int step = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
    if (functions->randomBytes(out, step) != 1) {
      return makeError("engine.crypto-unavailable", "the random generator gave no bytes");
    }
    out += step;
    size -= static_cast<std::size_t>(step);
  }
  return {};
}

void wipe(void* secret, std::size_t size) noexcept {
  const Loaded& loaded = loadedOnce();
  if (loaded.functions.cleanse) loaded.functions.cleanse(secret, size);
}

}  // namespace mamori
