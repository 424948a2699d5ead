#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "os/mapped_file.h"
#include "os/process.h"

namespace mamori::shim {

/// A sealed memfd as shared_memory.h promises it; its token holds the descriptor and the inode's number.
std::int32_t createSealed(const std::string& name, std::size_t bytes, Access others, std::string& token, MappedFile& out);
std::int32_t openSealed(const ProcessIdentity& maker, const std::string& token, std::size_t bytes, Access access, MappedFile& out);

}  // namespace mamori::shim
