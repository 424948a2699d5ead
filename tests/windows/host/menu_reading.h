#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shell_objects.h"

namespace mamori::host {

/// How a separator is told among texts.
inline constexpr const wchar_t* kSeparatorText = L"--";

/// Our part of a context menu, as the shell builds it: the root entry and the entries below.
class OpenMenu {
 public:
  explicit OpenMenu(IDataObject* selected, UINT idCount = 1'000, UINT flags = CMF_NORMAL);
  /// On the empty space of a folder.
  explicit OpenMenu(const std::wstring& folder);
  ~OpenMenu();
  OpenMenu(const OpenMenu&) = delete;
  OpenMenu& operator=(const OpenMenu&) = delete;

  /// The root's text, then those below; empty when nothing of ours is in the menu.
  std::vector<std::wstring> texts() const;
  /// @param entry below the root, from 0
  bool isEnabled(int entry) const;
  /// @param id as the handler counts: 0 is the root
  std::wstring canonicalName(UINT id) const;
  std::wstring help(UINT id) const;
  HRESULT invoke(UINT id) const;
  HRESULT invoke(const char* name) const;
  HMENU handle() const { return menu_; }

 private:
  void build(PCIDLIST_ABSOLUTE folder, IDataObject* selected, UINT idCount, UINT flags);
  std::wstring commandText(UINT id, UINT what) const;
  HRESULT invokeBy(const char* verb) const;

  ComPtr<IContextMenu> handler_;
  HMENU menu_ = nullptr;
};

/// The menu, opened again until it has so many texts: on a busy machine an agent's answer can come too late for a menu that does not wait. Gives up after some time.
std::unique_ptr<OpenMenu> menuWith(std::size_t texts, IDataObject* selected);

}  // namespace mamori::host
