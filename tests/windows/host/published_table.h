#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "include/mamori_shim.h"

namespace mamori::host {

/// A status table at this user's fixed place, with one root, kept alive by a thread as the agent does.
class PublishedTable {
 public:
  explicit PublishedTable(const std::wstring& root);
  ~PublishedTable();
  PublishedTable(const PublishedTable&) = delete;
  PublishedTable& operator=(const PublishedTable&) = delete;

  /// @param below relative to the root
  void put(const std::wstring& below, std::uint8_t state);
  void trust(bool trusted);
  /// A decision list for menus.
  void setMenu(std::uint32_t format, const std::string& bytes);
  /// The sign of life ends; the table stays.
  void fallSilent();
  /// Folders that file managers were asked about since the last call.
  std::vector<std::wstring> takeAsked();

 private:
  mamori_writer* writer_ = nullptr;
  std::uint32_t root_ = 0;
  std::atomic<bool> silent_{false};
  std::thread pulse_;
};

}  // namespace mamori::host
