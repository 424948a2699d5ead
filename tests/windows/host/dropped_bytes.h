#pragma once

#include <string>

#include "shell_objects.h"

namespace mamori::host {

/// A data object whose list of files is whatever bytes somebody put there; without bytes it has no list, as virtual folders have none.
ComPtr<IDataObject> dropping(const std::string& bytes);

/// A list of files as it should be: head, texts, each ended by a NUL, and a last NUL.
std::string listOf(const std::vector<std::wstring>& paths);

}  // namespace mamori::host
