#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "os/mapped_file.h"
#include "os/own_folder.h"
#include "os/process.h"

namespace mamori::shim {

/*
 * Memory that one process publishes and others of its user map. Whatever such a process does, none can take a page of it from another that has it mapped,
 * which would end that one (SIGBUS):
 * - Windows: a file in the folder. The system does not shorten a file that is mapped (ERROR_USER_MAPPED_FILE).
 * - Linux: a memfd that is sealed against changing its size (memfd_create(2), F_SEAL_SHRINK), found through /proc/PID/fd of its maker. It is gone when its maker
 *   has ended and nobody has it mapped any more; what readers are not to write is sealed against that, too (F_SEAL_FUTURE_WRITE, Linux 5.1).
 *
 * All functions answer 0 or a MAMORI_ERROR_… value.
 */

struct SharedMemory {
  std::string token;  // with its maker's identity, how others find it
  MappedFile file;
};

/// Zeros, not yet allocated (MappedFile::allocate). `others` is what other processes are to do with it; `ending` tells its kind.
std::int32_t createShared(const OwnFolder& folder, const char* ending, std::size_t bytes, Access others, SharedMemory& out);

/// What `maker` has made; what stands in it is not looked at. A few system calls. MAMORI_ERROR_SYSTEM when it is there no more, MAMORI_ERROR_FOREIGN when it is not this user's alone
/// or could be shortened, MAMORI_ERROR_ARGUMENT when of another size.
std::int32_t openShared(const OwnFolder& folder, const char* ending, const ProcessIdentity& maker, const std::string& token, std::size_t bytes, Access access, MappedFile& out);

/// It is to be found no longer; who has it mapped keeps it.
void withdrawShared(const OwnFolder& folder, const char* ending, const std::string& token) noexcept;

/// The one memory of a folder that is found by a name instead of a token; `maker` is this process. Takes the place of an earlier one, for the holder of the folder's lock.
std::int32_t createRendezvous(const OwnFolder& folder, const char* name, const ProcessIdentity& maker, std::size_t bytes, SharedMemory& out);
/// MAMORI_NO_AGENT when it is seen already here that its maker has ended.
std::int32_t openRendezvous(const OwnFolder& folder, const char* name, std::size_t bytes, MappedFile& out);

/// Sees that others still find it, and mends that where it can: files are cleared away by age (systemd-tmpfiles) and by hand. A few system calls; MAMORI_ERROR_SYSTEM or
/// MAMORI_ERROR_FOREIGN where it cannot.
std::int32_t keepRendezvous(const OwnFolder& folder, const char* name, const ProcessIdentity& maker, const SharedMemory& memory);

void withdrawRendezvous(const OwnFolder& folder, const char* name) noexcept;

}  // namespace mamori::shim
