#pragma once

#include <cstdint>
#include <string>

namespace mamori::shim {

/// Runs a program with an administrator's rights on a thread of its own, as mamori_run_elevated describes. A descriptor, or a failure.
std::int32_t runElevated(std::wstring program, std::wstring words);

/// Writes a report to the pipe of this token. 0, MAMORI_NOBODY or a failure.
std::int32_t sendReport(const std::string& token, const void* report, std::size_t bytes);

}  // namespace mamori::shim
