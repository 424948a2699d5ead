#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>

#include "status/menu_section.h"
#include "status/open_table.h"
#include "status/row.h"

namespace mamori::shim {

/// A reader inside a file manager; include/mamori_shim.h says what each function promises.
///
/// Trusts nothing that it reads: sizes are checked when memory is mapped, which others cannot shorten then; everything found later only chooses among places within it.
class TableReader {
 public:
  explicit TableReader(std::string folder) : path_(std::move(folder)) {}

  /// MAMORI_FOUND, MAMORI_NO_AGENT, or a failure.
  std::int32_t refresh();

  /// One of MAMORI_FOUND … MAMORI_NO_AGENT, or MAMORI_ERROR_ARGUMENT.
  std::int32_t lookUp(std::span<const std::uint8_t> path, Row& row) const noexcept;
  void noteAsked(std::span<const std::uint8_t> folder) const noexcept;
  std::int32_t menu(std::span<std::uint8_t> out, MenuCopy& copy) const noexcept;
  std::int32_t booleans(std::uint64_t& value) const noexcept;
  /// Asks the system; may throw std::bad_alloc.
  bool writerLives() const;

 private:
  std::int32_t state() const noexcept;
  std::int32_t lookUpLocked(std::span<const std::uint8_t> path, Row& row) const noexcept;

  std::string path_;
  // Never waited for: a look-up that meets a refresh gives no answer.
  mutable std::shared_mutex mutex_;
  std::unique_ptr<OpenTable> table_;  // what one refresh found; replaced as a whole
  mutable std::array<std::atomic<std::uint64_t>, 16> recent_{};  // notes made lately
};

}  // namespace mamori::shim
