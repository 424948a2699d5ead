#pragma once

#include <string>

#include "crypto/openssl.h"
#include "crypto/pair_compression.h"

namespace mamori {

/// Runs SHA-256, AES-256-ECB and AES-256-GCM on published inputs and compares the results.
///
/// Returns the name of the first primitive that answered wrongly, or "". A wrong answer means that the
/// process exports something else under OpenSSL's names, or another layout of SHA256_CTX.
std::string findWrongAnswer(const Openssl& functions);

/// Whether `compress` gives the digests that FIPS 180-4's examples have, in either place, and OpenSSL's state has its chaining values and
/// counts where Sha256State says.
bool pairCompressionWorks(const Openssl& functions, PairCompression compress) noexcept;

}  // namespace mamori
