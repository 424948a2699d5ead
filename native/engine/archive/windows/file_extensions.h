#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/windows/unique_handle.h"
#include "codec/record.h"

namespace mamori {

/// Appends what Windows keeps of a file or folder beside its content: attributes, security descriptor, time of birth, alternate streams.
///
/// `path` is extended. A stream of more than kMaxStreamBytes is left out: they are marks of other programs, and records are held
/// in memory whole. What may not be read (a descriptor, for lack of rights) is left out too.
void readFileExtensions(HANDLE handle, const std::wstring& path, std::vector<Extension>& out);

inline constexpr std::size_t kMaxStreamBytes = 1 << 20;

}  // namespace mamori
