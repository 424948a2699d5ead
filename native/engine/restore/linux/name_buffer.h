#pragma once

#include <climits>
#include <cstring>
#include <string_view>

namespace mamori {

/// A name as system calls want it, without an allocation. A name that is too long for any file system gives one that the system
/// refuses with ENAMETOOLONG.
class NameBuffer {
 public:
  explicit NameBuffer(std::string_view name) noexcept {
    const std::size_t size = name.size() < sizeof text_ ? name.size() : sizeof text_ - 1;
    std::memcpy(text_, name.data(), size);
    text_[size] = '\0';
  }
  const char* get() const noexcept { return text_; }

 private:
  char text_[NAME_MAX + 2];
};

}  // namespace mamori
