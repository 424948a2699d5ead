#pragma once

#include <string>

namespace mamori::launcher {

/// The program's name for Windows: in toasts, in the taskbar.
inline constexpr wchar_t kAppUserModelId[] = L"Mamori.Backup";

/// Enters this program for this user, all below HKEY_CURRENT_USER: start at login, where the Explorer extension finds it, what it starts, mamori: links, its name and picture in toasts (a file in the state folder). All of
/// it or, as far as that goes, nothing; whether it was done.
bool enterRegistration(const std::wstring& launcher, const std::wstring& runtime, const std::wstring& program, const std::wstring& home);

/// Takes everything out.
bool leaveRegistration() noexcept;

}  // namespace mamori::launcher
