#pragma once

#include <windows.h>

#include <map>
#include <string>
#include <vector>

#include "shell_objects.h"

namespace mamori::host {

/// One open window of the shell: it asks for each file once and keeps the answer until it is told that the file, or the folder, has changed.
class CachingShell {
 public:
  CachingShell(std::wstring folder, std::vector<std::wstring> names);
  ~CachingShell();
  CachingShell(const CachingShell&) = delete;
  CachingShell& operator=(const CachingShell&) = delete;

  /// What is drawn on a file: the place of the handler that claims it, or "".
  const std::string& drawn(const std::wstring& name) const { return drawn_.at(name); }

  /// Handles what it was told meanwhile; answers how many notices came.
  int listen();

 private:
  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wide, LPARAM longer);
  void ask(const std::wstring& name);

  const std::wstring folder_;
  const std::vector<ComPtr<IShellIconOverlayIdentifier>> overlays_;
  std::map<std::wstring, std::string> drawn_;
  HWND window_ = nullptr;
  ULONG registration_ = 0;
  int notices_ = 0;
};

}  // namespace mamori::host
