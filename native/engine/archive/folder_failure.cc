#include "archive/source_reader.h"

namespace mamori {

Error folderFailure(const Error& walkError) {
  const auto as = [&](std::string_view code) { return makeError(code, walkError.message, walkError.osError); };
  if (walkError.code == "scan.directory-denied") return as("folder.no-permission");
  if (walkError.code == "scan.directory-vanished") return as("file.vanished");
  if (walkError.code == "scan.directory-cycle") return as("folder.contains-itself");
  return as("folder.read-failed");
}

}  // namespace mamori
