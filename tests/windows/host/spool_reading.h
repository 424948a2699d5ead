#pragma once

#include <string>
#include <vector>

namespace mamori::host {

/// This user's spool folder for clicks.
std::wstring spoolFolder();

/// The files of a pattern in it, with their whole paths.
std::vector<std::wstring> spooled(const wchar_t* pattern = L"*.json");

std::string contentOf(const std::wstring& path);

/// Removes all clicks that wait.
void forgetSpooled();

}  // namespace mamori::host
