#pragma once

#include <windows.h>

#include <memory>
#include <vector>

namespace mamori::shim {

/// The user of this process, as the system names them.
class OwnUser {
 public:
  /// `sid()` is nullptr when the system does not say.
  OwnUser() noexcept;
  PSID sid() const noexcept { return sid_; }

 private:
  std::vector<std::byte> memory_;
  PSID sid_ = nullptr;
};

struct LocalFreed {
  void operator()(void* memory) const noexcept { LocalFree(memory); }
};

/// A security descriptor that lets this user and the system in, and nobody else; inherited by what is made below. Empty on failure.
std::unique_ptr<void, LocalFreed> ownerOnly(const OwnUser& user);

/// Whether what is open belongs to this user (or to the administrators, who own what an elevated process makes) and lets in nobody but
/// them and the system. `handle` needs READ_CONTROL.
bool isOwn(HANDLE handle, const OwnUser& user) noexcept;

}  // namespace mamori::shim
