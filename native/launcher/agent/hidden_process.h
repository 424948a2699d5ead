#pragma once

#include <string>

#include "base/windows/unique_handle.h"

namespace mamori::launcher {

/// Input, output and error output of a process; each may be null.
struct StandardHandles {
  HANDLE input = nullptr;
  HANDLE output = nullptr;
  HANDLE error = nullptr;
};

/// A pipe whose one end can be inherited.
bool makePipe(UniqueHandle& reading, UniqueHandle& writing, bool inheritReading) noexcept;

/// Opens a file that output is appended to, and its folder; begun anew when it has grown past a megabyte. Can be inherited.
UniqueHandle openLog(const std::wstring& path);

/// Starts a program without a console window. It inherits these handles and no others. Nothing when that fails.
UniqueHandle startHidden(const std::wstring& program, std::wstring commandLine, const StandardHandles& handles);

}  // namespace mamori::launcher
