#include "registration/registration.h"

#include "registration/registry.h"
#include "registration/toast_icon.h"
#include "start/agent_program.h"

namespace mamori::launcher {
namespace {

constexpr wchar_t kRunKey[] = L"Software\\Microsoft\\Windows\\CurrentVersion\\Run";
constexpr wchar_t kRunName[] = L"Mamori";
constexpr wchar_t kSchemeKey[] = L"Software\\Classes\\mamori";
constexpr wchar_t kToastKey[] = L"Software\\Classes\\AppUserModelId\\Mamori.Backup";

bool enterScheme(const std::wstring& launcher) {
  const std::wstring key = kSchemeKey;
  return writeValue(key, nullptr, L"URL:Mamori") && writeValue(key, L"URL Protocol", L"") && writeValue(key + L"\\DefaultIcon", nullptr, launcher + L",0") &&
         writeValue(key + L"\\shell\\open\\command", nullptr, quoted(launcher) + L" \"%1\"");
}

/// What toasts stand under; one without a picture is better than none.
bool enterName(const std::wstring& home) {
  const std::wstring icon = writeToastIcon(home);
  return writeValue(kToastKey, L"DisplayName", L"Mamori") && (icon.empty() || writeValue(kToastKey, L"IconUri", icon));
}

}  // namespace

bool enterRegistration(const std::wstring& launcher, const std::wstring& runtime, const std::wstring& program, const std::wstring& home) {
  const bool entered = writeValue(kProductKey, L"Runtime", runtime) && writeValue(kProductKey, L"Program", program) && writeValue(kProductKey, L"Home", home) &&
                       writeValue(kProductKey, L"Launcher", launcher) && enterScheme(launcher) && enterName(home) &&
                       writeValue(kRunKey, kRunName, quoted(launcher));
  if (!entered) leaveRegistration();
  return entered;
}

bool leaveRegistration() noexcept {
  try {
    removeToastIcon(readValue(kProductKey, L"Home"));
  } catch (...) {
    // no memory for a path: a small file stays
  }
  bool gone = deleteValue(kRunKey, kRunName);
  for (const wchar_t* name : {L"Launcher", L"Runtime", L"Program", L"Home"}) gone = deleteValue(kProductKey, name) && gone;
  gone = deleteKey(kSchemeKey) && gone;
  return deleteKey(kToastKey) && gone;
}

}  // namespace mamori::launcher
