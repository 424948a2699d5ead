#include "shell_objects.h"

#include <windows.h>

#include <memory>

#include "check.h"
#include "shell_registry.h"

namespace mamori::host {
namespace {

struct PidlFreed {
  void operator()(ITEMIDLIST* list) const noexcept { CoTaskMemFree(list); }
};
using Pidl = std::unique_ptr<ITEMIDLIST, PidlFreed>;

constexpr IID kShellFolder{0x000214e6, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
constexpr IID kDataObject{0x0000010e, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

ComPtr<IShellFolder> shellFolderOf(const std::wstring& path) {
  ComPtr<IShellFolder> desktop, folder;
  require(SUCCEEDED(SHGetDesktopFolder(desktop.out())), "the desktop's folder is there");
  PIDLIST_RELATIVE list = nullptr;
  require(SUCCEEDED(desktop->ParseDisplayName(nullptr, nullptr, const_cast<wchar_t*>(path.c_str()), nullptr, &list, nullptr)), "the shell knows the folder");
  const Pidl owner(reinterpret_cast<ITEMIDLIST*>(list));
  require(SUCCEEDED(desktop->BindToObject(list, nullptr, kShellFolder, reinterpret_cast<void**>(folder.out()))), "the shell opens the folder");
  return folder;
}

std::vector<Pidl> childrenOf(IShellFolder* folder, const std::vector<std::wstring>& names) {
  std::vector<Pidl> children;
  for (const std::wstring& name : names) {
    PIDLIST_RELATIVE child = nullptr;
    require(SUCCEEDED(folder->ParseDisplayName(nullptr, nullptr, const_cast<wchar_t*>(name.c_str()), nullptr, &child, nullptr)), "the shell knows the file");
    children.emplace_back(reinterpret_cast<ITEMIDLIST*>(child));
  }
  return children;
}

std::vector<PCUITEMID_CHILD> borrowed(const std::vector<Pidl>& children) {
  std::vector<PCUITEMID_CHILD> plain;
  for (const Pidl& child : children) plain.push_back(reinterpret_cast<PCUITEMID_CHILD>(child.get()));
  return plain;
}

ComPtr<IDataObject> dataObject(IShellFolder* folder, const std::vector<Pidl>& children) {
  ComPtr<IDataObject> object;
  auto plain = borrowed(children);
  folder->GetUIObjectOf(nullptr, static_cast<UINT>(plain.size()), plain.data(), kDataObject, nullptr, reinterpret_cast<void**>(object.out()));
  return object;
}

}  // namespace

std::vector<ComPtr<IShellIconOverlayIdentifier>> makeOverlays() {
  std::vector<ComPtr<IShellIconOverlayIdentifier>> overlays;
  for (const auto& [name, id] : registeredOverlays()) {
    overlays.push_back(make<IShellIconOverlayIdentifier>(id));
    require(static_cast<bool>(overlays.back()), "each overlay handler can be made");
  }
  require(overlays.size() == 3, "there are three overlay handlers");
  return overlays;
}

std::string claimedBy(const std::vector<ComPtr<IShellIconOverlayIdentifier>>& overlays, const std::wstring& path) {
  std::string places;
  for (std::size_t place = 0; place < overlays.size(); ++place) {
    if (overlays[place]->IsMemberOf(path.c_str(), 0) == S_OK) places += std::to_string(place);
  }
  return places;
}

ComPtr<IDataObject> dataObjectOf(const std::wstring& path, const std::vector<std::wstring>& names) {
  const auto folder = shellFolderOf(path);
  return dataObject(folder.get(), childrenOf(folder.get(), names));
}

ComPtr<IShellItemArray> itemArrayOf(const std::wstring& path, const std::vector<std::wstring>& names) {
  ComPtr<IShellItemArray> items;
  const auto folder = shellFolderOf(path);
  const auto children = childrenOf(folder.get(), names);
  auto plain = borrowed(children);
  PIDLIST_RELATIVE parent = nullptr;
  ComPtr<IShellFolder> desktop;
  SHGetDesktopFolder(desktop.out());
  desktop->ParseDisplayName(nullptr, nullptr, const_cast<wchar_t*>(path.c_str()), nullptr, &parent, nullptr);
  const Pidl owner(reinterpret_cast<ITEMIDLIST*>(parent));
  SHCreateShellItemArray(reinterpret_cast<PCIDLIST_ABSOLUTE>(owner.get()), nullptr, static_cast<UINT>(plain.size()), plain.data(), items.out());
  return items;
}

std::wstring folderWith(const std::wstring& name, const std::vector<std::wstring>& files) {
  wchar_t temporary[MAX_PATH + 1];
  GetTempPathW(MAX_PATH, temporary);
  const std::wstring folder = std::wstring(temporary) + name;
  CreateDirectoryW(folder.c_str(), nullptr);
  for (const std::wstring& file : files) {
    const HANDLE made = CreateFileW((folder + L"\\" + file).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr);
    require(made != INVALID_HANDLE_VALUE, "test files can be made");
    CloseHandle(made);
  }
  return folder;
}

}  // namespace mamori::host
