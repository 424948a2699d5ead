#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace mamori {

/// A failure as it travels through the engine.
///
/// - `code` is a key of the TypeScript error tables ("scan.root-gone"); a test compares both sides.
/// - `message` is for logs, in English; people read the table's texts instead.
/// - `osError` is errno on Linux and GetLastError() on Windows, 0 where no system call failed.
struct Error {
  std::string code;
  std::string message;
  std::int64_t osError = 0;
};

inline Error makeError(std::string_view code, std::string_view message = {}, std::int64_t osError = 0) {
  return Error{std::string(code), std::string(message), osError};
}

/// A value or an Error; the engine's replacement for exceptions, which must not cross Node-API.
///
/// Implicit construction from either side keeps `return value;` and `return makeError(...);` readable.
/// `value()` of a failure, or `error()` of a success, is a bug of the caller and undefined.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & noexcept { return *std::get_if<0>(&state_); }
  const T& value() const& noexcept { return *std::get_if<0>(&state_); }
  T&& value() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & noexcept { return value(); }
  const T& operator*() const& noexcept { return value(); }
  T&& operator*() && noexcept { return std::move(*this).value(); }
  T* operator->() noexcept { return &value(); }
  const T* operator->() const noexcept { return &value(); }

  Error& error() & noexcept { return *std::get_if<1>(&state_); }
  const Error& error() const& noexcept { return *std::get_if<1>(&state_); }
  Error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value: `return {};` on the good path.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}

  bool ok() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return !failed_; }
  Error& error() & noexcept { return error_; }
  const Error& error() const& noexcept { return error_; }
  Error&& error() && noexcept { return std::move(error_); }

 private:
  Error error_;
  bool failed_ = false;
};

using Status = Result<void>;

}  // namespace mamori

#define MAMORI_CONCAT_INNER(a, b) a##b
#define MAMORI_CONCAT(a, b) MAMORI_CONCAT_INNER(a, b)

/// Passes a failure of `expression` to the caller; drops its value.
#define MAMORI_TRY(expression)                                       \
  do {                                                               \
    auto mamoriStatus = (expression);                                \
    if (!mamoriStatus.ok()) return std::move(mamoriStatus).error();  \
  } while (false)

/// Declares `target` from the value of `expression`, or passes its failure to the caller.
#define MAMORI_ASSIGN(target, expression)                                                        \
  auto MAMORI_CONCAT(mamoriResult, __LINE__) = (expression);                                     \
  if (!MAMORI_CONCAT(mamoriResult, __LINE__).ok()) return std::move(MAMORI_CONCAT(mamoriResult, __LINE__)).error(); \
  target = std::move(MAMORI_CONCAT(mamoriResult, __LINE__)).value()
