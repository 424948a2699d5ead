#include "start/command_line.h"

#include <algorithm>

namespace mamori::launcher {
namespace {

constexpr std::size_t kNonceDigits = 64;

bool isNonceDigit(wchar_t unit) noexcept { return (unit >= L'0' && unit <= L'9') || (unit >= L'a' && unit <= L'f'); }

}  // namespace

std::wstring nonceOfLink(std::wstring link) {
  for (const std::wstring prefix : {L"mamori:press?nonce=", L"mamori:press/?nonce=", L"mamori://press?nonce=", L"mamori://press/?nonce="}) {
    if (link.compare(0, prefix.size(), prefix) != 0) continue;
    const std::wstring nonce = link.substr(prefix.size());
    return nonce.size() == kNonceDigits && std::all_of(nonce.begin(), nonce.end(), isNonceDigit) ? nonce : std::wstring();
  }
  return {};
}

CommandLine parseCommandLine(const std::vector<std::wstring>& words) {
  if (words.empty()) return {Task::kRun, {}};
  const std::wstring& first = words.front();
  if (first == L"--register" && words.size() == 4) return {Task::kRegister, {words.begin() + 1, words.end()}};
  if (first == L"--unregister" && words.size() == 1) return {Task::kUnregister, {}};
  if (first == L"--check-alive" && words.size() == 1) return {Task::kCheckAlive, {}};
  std::wstring nonce = words.size() == 1 ? nonceOfLink(first) : std::wstring();
  if (!nonce.empty()) return {Task::kPress, {std::move(nonce)}};
  return {};
}

}  // namespace mamori::launcher
