#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "os/mapped_file.h"
#include "os/own_folder.h"

namespace mamori::shim {

/// Where the agent of one state folder listens: a file `<place>.endpoint` in the rendezvous' folder holds the random part of the pipe's name.
///
/// The name is a hint, not a key: the pipe's access list keeps others out, and clients look who serves it.
class PublishedName {
 public:
  PublishedName() = default;
  PublishedName(PublishedName&&) noexcept = default;
  PublishedName& operator=(PublishedName&&) noexcept = default;
  ~PublishedName();

  /// Publishes `token` for as long as `out` lives. What a dead agent left is replaced. MAMORI_ERROR_ARGUMENT for what is no place.
  static std::int32_t publish(const std::string& folder, std::span<const std::uint8_t> place, const std::string& token, PublishedName& out);

  /// What is published. Empty, with 0, when nothing is. A name that is being replaced may be read as one at which nobody listens.
  static std::int32_t find(const std::string& folder, std::span<const std::uint8_t> place, std::string& token);

 private:
  OwnFolder folder_;
  MappedFile file_;
};

}  // namespace mamori::shim
