#pragma once

#include <string>
#include <vector>

#include "shell_objects.h"

namespace mamori::host {

/// The command of the Windows 11 menu as the shell goes through it: first without being allowed to wait, then with, then its list.
class OpenCommand {
 public:
  struct Entry {
    ComPtr<IExplorerCommand> command;
    std::wstring title;
    EXPCMDFLAGS flags;
    EXPCMDSTATE state;
  };

  OpenCommand();

  /// False when it hides itself.
  bool open(IShellItemArray* items);
  /// What stands below it, once `open` was true.
  const std::vector<Entry>& commands() const { return entries_; }

 private:
  ComPtr<IExplorerCommand> root_;
  std::vector<Entry> entries_;
};

std::wstring titleOf(IExplorerCommand* command);

}  // namespace mamori::host
