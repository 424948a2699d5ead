#include "menu/selection.h"

#include <shlobj.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <cwchar>
#include <memory>
#include <span>
#include <string_view>

#include "com/com_ptr.h"
#include "com/iid_of.h"
#include "include/mamori_shim.h"

namespace mamori::explorer {
namespace {

constexpr std::size_t kMaxPathUnits = 32'767;

class StorageMedium {
 public:
  StorageMedium() = default;
  StorageMedium(const StorageMedium&) = delete;
  StorageMedium& operator=(const StorageMedium&) = delete;
  ~StorageMedium() {
    if (locked_) GlobalUnlock(medium_.hGlobal);
    ReleaseStgMedium(&medium_);
  }

  STGMEDIUM* out() noexcept { return &medium_; }

  /// Its memory; empty when it is of another kind.
  std::span<const std::byte> bytes() noexcept {
    if (medium_.tymed != TYMED_HGLOBAL || !medium_.hGlobal) return {};
    if (!locked_) locked_ = GlobalLock(medium_.hGlobal);
    return locked_ ? std::span(static_cast<const std::byte*>(locked_), GlobalSize(medium_.hGlobal)) : std::span<const std::byte>();
  }

 private:
  STGMEDIUM medium_{};
  void* locked_ = nullptr;
};

/// A drive's or a server's path; what virtual folders have for a name is neither.
bool isFileSystemPath(std::wstring_view path) noexcept {
  return path.size() <= kMaxPathUnits && (path.starts_with(L"\\\\") || (path.size() >= 3 && path.substr(1, 2) == L":\\"));
}

/// The texts of a list that ends with an empty one (DROPFILES, shlobj.h). DragQueryFile counts from the beginning each time, which 10,000 times takes seconds.
std::vector<std::wstring> pathsIn(std::span<const std::byte> bytes) {
  DROPFILES head{};
  if (bytes.size() < sizeof head) return {};
  std::memcpy(&head, bytes.data(), sizeof head);
  if (!head.fWide || head.pFiles > bytes.size()) return {};
  std::wstring units((bytes.size() - head.pFiles) / sizeof(wchar_t), L'\0');
  std::memcpy(units.data(), bytes.data() + head.pFiles, units.size() * sizeof(wchar_t));
  std::vector<std::wstring> paths;
  for (std::size_t at = 0, end = units.find(L'\0'); end != std::wstring::npos && end > at; at = end + 1, end = units.find(L'\0', at)) {
    paths.push_back(units.substr(at, end - at));
    if (paths.size() > kMaxSelected || !isFileSystemPath(paths.back())) return {};
  }
  return paths;
}

/// What the item itself says: the shell wrote it into it when it listed the folder. An archive is a folder to the shell, and has a file's content.
std::uint8_t kindOf(IShellItem* item) noexcept {
  SFGAOF attributes = 0;
  if (FAILED(item->GetAttributes(SFGAO_FOLDER | SFGAO_STREAM, &attributes))) return MAMORI_KIND_UNKNOWN;
  return (attributes & SFGAO_FOLDER) && !(attributes & SFGAO_STREAM) ? MAMORI_KIND_FOLDER : MAMORI_KIND_FILE;
}

std::vector<std::uint8_t> kindsOf(IShellItemArray* items, DWORD count) {
  std::vector<std::uint8_t> kinds;
  for (DWORD index = 0; index < count; ++index) {
    ComPtr<IShellItem> item;
    kinds.push_back(SUCCEEDED(items->GetItemAt(index, item.out())) && item ? kindOf(item.get()) : std::uint8_t{MAMORI_KIND_UNKNOWN});
  }
  return kinds;
}

/// Only of objects that carry the shell's own items: from bare paths the shell would make them by looking at the disk.
std::vector<std::uint8_t> kindsOf(IDataObject* object, std::size_t count) {
  static const auto itemList = static_cast<CLIPFORMAT>(RegisterClipboardFormatW(CFSTR_SHELLIDLIST));
  FORMATETC format{itemList, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
  ComPtr<IShellItemArray> items;
  DWORD found = 0;
  if (count == 0 || count > MAMORI_SELECTION_LOOKED_AT || object->QueryGetData(&format) != S_OK) return {};
  if (FAILED(SHCreateShellItemArrayFromDataObject(object, kIidOf<IShellItemArray>, reinterpret_cast<void**>(items.out()))) || !items) return {};
  if (FAILED(items->GetCount(&found)) || found != count) return {};
  return kindsOf(items.get(), found);
}

}  // namespace

std::vector<std::uint8_t> Selection::kindsOfAll() const {
  return kinds.size() == paths.size() ? kinds : std::vector<std::uint8_t>(paths.size(), isBackground ? MAMORI_KIND_FOLDER : MAMORI_KIND_UNKNOWN);
}

std::uint32_t Selection::menu() const noexcept {
  if (isBackground) return MAMORI_MENU_BACKGROUND;
  const bool areFolders = !kinds.empty() && std::all_of(kinds.begin(), kinds.end(), [](std::uint8_t kind) { return kind == MAMORI_KIND_FOLDER; });
  return areFolders ? MAMORI_MENU_FOLDER : MAMORI_MENU_FILE;
}

bool Selection::isOneFolder() const noexcept { return paths.size() == 1 && menu() != MAMORI_MENU_FILE; }

Selection selectionOf(IDataObject* object) {
  FORMATETC format{CF_HDROP, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
  StorageMedium medium;
  if (!object || FAILED(object->GetData(&format, medium.out()))) return {};
  Selection selection{pathsIn(medium.bytes()), {}, false};
  selection.kinds = kindsOf(object, selection.paths.size());
  return selection;
}

Selection selectionOf(IShellItemArray* items) {
  DWORD count = 0;
  if (!items || FAILED(items->GetCount(&count)) || count == 0 || count > kMaxSelected) return {};
  Selection selection;
  selection.paths.reserve(count);
  for (DWORD index = 0; index < count; ++index) {
    ComPtr<IShellItem> item;
    wchar_t* name = nullptr;
    if (FAILED(items->GetItemAt(index, item.out())) || !item || FAILED(item->GetDisplayName(SIGDN_FILESYSPATH, &name)) || !name) return {};
    const std::unique_ptr<wchar_t, decltype(&CoTaskMemFree)> owner(name, CoTaskMemFree);
    selection.paths.emplace_back(name);
    if (!isFileSystemPath(selection.paths.back())) return {};
  }
  if (count <= MAMORI_SELECTION_LOOKED_AT) selection.kinds = kindsOf(items, count);
  return selection;
}

Selection backgroundOf(PCIDLIST_ABSOLUTE folder) {
  if (!folder) return {};
  std::wstring path(kMaxPathUnits + 1, L'\0');
  if (!SHGetPathFromIDListEx(folder, path.data(), static_cast<DWORD>(path.size()), GPFIDL_DEFAULT)) return {};
  path.resize(wcsnlen(path.data(), path.size()));
  if (!isFileSystemPath(path)) return {};
  return {{std::move(path)}, {}, true};
}

}  // namespace mamori::explorer
