#pragma once

namespace mamori {

/// Address of a symbol that the program itself (node, node.exe) exports, or a library it was linked with;
/// nullptr where there is none.
void* findProcessSymbol(const char* name) noexcept;

}  // namespace mamori
