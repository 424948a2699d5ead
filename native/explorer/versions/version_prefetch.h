#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/windows/unique_handle.h"
#include "versions/file_version.h"

namespace mamori::explorer {

/// The newest versions of one file, asked for on the thread pool from the moment a menu opens.
class VersionPrefetch {
 public:
  static constexpr std::size_t kMostVersions = 5;
  /// What a person takes for "at once", and a menu may be late by.
  static constexpr DWORD kPatienceMs = 50;

  /// Starts asking; waits for nothing. nullptr where nothing can be started. Throws std::bad_alloc.
  static std::shared_ptr<VersionPrefetch> begin(std::wstring pipe, const std::wstring& path);

  VersionPrefetch(const VersionPrefetch&) = delete;
  VersionPrefetch& operator=(const VersionPrefetch&) = delete;

  /// What arrived, nothing if it did not come in time. Waits at most until kPatienceMs after begin(), and not at all once it is clear that nothing will come.
  std::optional<std::vector<FileVersion>> arrived() const;

 private:
  VersionPrefetch();

  void ask(const std::wstring& pipe, const std::string& paramsJson);

  const ULONGLONG endsAtMs_;
  const UniqueHandle settled_;
  mutable std::mutex mutex_;
  std::optional<std::vector<FileVersion>> versions_;
};

}  // namespace mamori::explorer
