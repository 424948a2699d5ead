#pragma once

#include <string>

#include "crypto/openssl.h"

namespace mamori {

/// Runs SHA-256, AES-256-ECB and AES-256-GCM on published inputs and compares the results.
///
/// Returns the name of the first primitive that answered wrongly, or "". A wrong answer means that the
/// process exports something else under OpenSSL's names, or another layout of SHA256_CTX.
std::string findWrongAnswer(const Openssl& functions);

}  // namespace mamori
