#include "os/windows/own_access.h"

#include <aclapi.h>
#include <sddl.h>

#include <string>

#include "base/windows/unique_handle.h"

namespace mamori::shim {
namespace {

bool isSystemOrAdministrators(PSID sid) noexcept {
  return IsWellKnownSid(sid, WinLocalSystemSid) || IsWellKnownSid(sid, WinBuiltinAdministratorsSid);
}

/// Entries that deny are no danger; one of a kind that we do not know might let somebody in.
bool letsInOnly(PACL list, PSID user) noexcept {
  if (!list) return false;  // no list at all: everybody
  for (DWORD index = 0; index < list->AceCount; ++index) {
    void* entry = nullptr;
    if (!GetAce(list, index, &entry)) return false;
    const BYTE type = static_cast<ACE_HEADER*>(entry)->AceType;
    if (type == ACCESS_DENIED_ACE_TYPE) continue;
    if (type != ACCESS_ALLOWED_ACE_TYPE) return false;
    const PSID sid = &static_cast<ACCESS_ALLOWED_ACE*>(entry)->SidStart;
    if (!EqualSid(sid, user) && !isSystemOrAdministrators(sid)) return false;
  }
  return true;
}

}  // namespace

OwnUser::OwnUser() noexcept {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened)) return;
  const UniqueHandle token(opened);
  DWORD bytes = 0;
  GetTokenInformation(token.get(), TokenUser, nullptr, 0, &bytes);
  memory_.resize(bytes);
  if (!GetTokenInformation(token.get(), TokenUser, memory_.data(), bytes, &bytes)) return;
  sid_ = reinterpret_cast<TOKEN_USER*>(memory_.data())->User.Sid;
}

std::unique_ptr<void, LocalFreed> ownerOnly(const OwnUser& user) {
  wchar_t* text = nullptr;
  if (!user.sid() || !ConvertSidToStringSidW(user.sid(), &text)) return nullptr;
  const std::unique_ptr<void, LocalFreed> textOwner(text);
  // D:P — a list of its own, nothing inherited from above; OICI — inherited by files and folders below; FA — all rights.
  const std::wstring description = L"D:P(A;OICI;FA;;;" + std::wstring(text) + L")(A;OICI;FA;;;SY)";
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(description.c_str(), SDDL_REVISION_1, &descriptor, nullptr)) return nullptr;
  return std::unique_ptr<void, LocalFreed>(descriptor);
}

bool isOwn(HANDLE handle, const OwnUser& user) noexcept {
  if (!user.sid()) return false;
  PSID owner = nullptr;
  PACL list = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  const DWORD asked = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  if (GetSecurityInfo(handle, SE_FILE_OBJECT, asked, &owner, nullptr, &list, nullptr, &descriptor) != ERROR_SUCCESS) return false;
  const std::unique_ptr<void, LocalFreed> descriptorOwner(descriptor);
  return (EqualSid(owner, user.sid()) || isSystemOrAdministrators(owner)) && letsInOnly(list, user.sid());
}

}  // namespace mamori::shim
