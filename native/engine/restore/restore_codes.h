#pragma once

#include <string_view>

/// Codes of src/terms/errors/restore-file-errors.ts: failures of single files, and of the target folder itself.
namespace mamori::restore_code {

inline constexpr std::string_view targetUnusable = "restore.target-unusable";
inline constexpr std::string_view targetOccupied = "restore.target-occupied";
inline constexpr std::string_view noPermission = "restore.no-permission";
inline constexpr std::string_view diskFull = "restore.disk-full";
inline constexpr std::string_view nameNotPossible = "restore.name-not-possible";
inline constexpr std::string_view unsafePath = "restore.unsafe-path";
inline constexpr std::string_view writeFailed = "restore.write-failed";
inline constexpr std::string_view kindNotPossible = "restore.kind-not-possible";
inline constexpr std::string_view contentMissing = "restore.content-missing";
inline constexpr std::string_view contentDamaged = "restore.content-damaged";

}  // namespace mamori::restore_code
