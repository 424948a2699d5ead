#pragma once

#include <windows.h>

#include <cstdint>
#include <string>

#include "base/windows/unique_handle.h"

namespace mamori::shim {

/// The largest piece that the system keeps for a reader; more waits in the writer.
inline constexpr DWORD kPipeBufferBytes = 64 * 1024;

std::wstring pipeName(const std::string& token);

/// One instance of a pipe that this user's and the system's processes on this machine may open, and nobody else. The first fails when the name is
/// taken: nobody can have prepared one of the same name for our clients to meet. Not valid on failure, with the reason in GetLastError.
UniqueHandle makePipeInstance(const std::wstring& name, DWORD direction, DWORD maxInstances, bool first);

/// Opens a pipe so that its server may learn who we are and cannot act as us.
UniqueHandle openPipe(const std::wstring& name, DWORD access);

/// A pipe of this process with itself, for a thread of ours to write and Node to read. 0 or MAMORI_ERROR_….
std::int32_t makeOwnPipe(UniqueHandle& writing, UniqueHandle& reading);

/// Whether the process that serves a pipe runs as this process's user.
bool servedByOwnUser(HANDLE pipe) noexcept;

/// A descriptor of the program that loaded us for a handle, which it then owns; for programs made of libuv (node.exe). MAMORI_ERROR_SYSTEM for others, and
/// the handle is closed.
std::int32_t descriptorOf(UniqueHandle handle) noexcept;

}  // namespace mamori::shim
