#pragma once

#include <string_view>

#include "../result.h"
#include "unique_fd.h"

namespace mamori {

/// Opens `path` below the directory `baseFd` without following any link on the way.
///
/// - `path` is relative, of any length (longer than PATH_MAX too); "" or "." opens the base again.
///   A ".." component or a leading '/' fails with EXDEV.
/// - A link in any component, the last included, fails with ELOOP or ENOTDIR, unless
///   `flags` has O_PATH|O_NOFOLLOW and the link is the last component (then the link itself is opened).
/// - Uses openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS); where the kernel or a sandbox lacks it, one
///   openat(O_NOFOLLOW) per component.
/// - O_CLOEXEC is always added.
///
/// Returns -1 with errno set on failure: callers map errno to their own codes.
UniqueFd openBeneath(int baseFd, std::string_view path, int flags, unsigned mode = 0) noexcept;

}  // namespace mamori
