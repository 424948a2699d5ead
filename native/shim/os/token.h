#pragma once

#include <cstddef>
#include <string>

namespace mamori::shim {

/// 128 bits as hexadecimal digits, by which one process finds what another has made.
inline constexpr std::size_t kTokenBytes = 32;

/// A random one; empty when the system gives no randomness.
std::string newToken();

/// Whether every character is a digit of a token: it then names nothing outside the folder that it is looked for in.
bool isToken(const std::string& text) noexcept;

}  // namespace mamori::shim
