#include "versions/window_layout.h"

#include <commctrl.h>

#include <string>

#include "menu/menu_texts.h"
#include "module/module_use.h"

namespace mamori::explorer {
namespace {

HFONT messageFont() noexcept {
  NONCLIENTMETRICSW metrics{};
  metrics.cbSize = sizeof metrics;
  SystemParametersInfoW(SPI_GETNONCLIENTMETRICS, sizeof metrics, &metrics, 0);
  return CreateFontIndirectW(&metrics.lfMessageFont);  // one for the process, which ends with its window
}

HWND make(HWND window, HFONT font, const wchar_t* kind, const wchar_t* text, DWORD style, int id) noexcept {
  const HWND control = CreateWindowExW(0, kind, text, WS_CHILD | WS_VISIBLE | style, 0, 0, 0, 0, window, reinterpret_cast<HMENU>(static_cast<INT_PTR>(id)),
                                       thisModule(), nullptr);
  SendMessageW(control, WM_SETFONT, reinterpret_cast<WPARAM>(font), FALSE);
  return control;
}

void addColumn(HWND list, int place, const wchar_t* text, int width, int alignment) noexcept {
  LVCOLUMNW column{};
  column.mask = LVCF_TEXT | LVCF_WIDTH | LVCF_FMT;
  column.fmt = alignment;
  column.pszText = const_cast<wchar_t*>(text);
  column.cx = scaled(width);
  SendMessageW(list, LVM_INSERTCOLUMNW, static_cast<WPARAM>(place), reinterpret_cast<LPARAM>(&column));
}

}  // namespace

int scaled(int length) noexcept {
  const HDC screen = GetDC(nullptr);
  const int dots = GetDeviceCaps(screen, LOGPIXELSY);
  ReleaseDC(nullptr, screen);
  return MulDiv(length, dots, 96);
}

WindowParts makeParts(HWND window, Language language) {
  const INITCOMMONCONTROLSEX wanted{sizeof wanted, ICC_LISTVIEW_CLASSES};
  InitCommonControlsEx(&wanted);
  const HFONT font = messageFont();
  WindowParts parts;
  parts.words = make(window, font, L"STATIC", L"", SS_LEFT | SS_NOPREFIX, -1);
  parts.list = make(window, font, WC_LISTVIEWW, L"", WS_BORDER | WS_TABSTOP | LVS_REPORT | LVS_SINGLESEL | LVS_SHOWSELALWAYS, kListId);
  parts.restore = make(window, font, L"BUTTON", textOf(WindowText::kRestore, language), WS_TABSTOP | BS_DEFPUSHBUTTON, kRestoreId);
  parts.copy = make(window, font, L"BUTTON", textOf(WindowText::kCopy, language), WS_TABSTOP, kCopyId);
  parts.close = make(window, font, L"BUTTON", textOf(WindowText::kClose, language), WS_TABSTOP, IDCANCEL);
  SendMessageW(parts.list, LVM_SETEXTENDEDLISTVIEWSTYLE, LVS_EX_FULLROWSELECT, LVS_EX_FULLROWSELECT);
  addColumn(parts.list, 0, textOf(WindowText::kSaved, language), 300, LVCFMT_LEFT);
  addColumn(parts.list, 1, textOf(WindowText::kSize, language), 140, LVCFMT_RIGHT);
  return parts;
}

void arrange(HWND window, const WindowParts& parts) noexcept {
  RECT area{};
  GetClientRect(window, &area);
  const int gap = scaled(10), line = scaled(34), button = scaled(28), width = scaled(130);
  const int buttonTop = area.bottom - gap - button, listTop = gap + line;
  MoveWindow(parts.words, gap, gap, area.right - 2 * gap, line, TRUE);
  MoveWindow(parts.list, gap, listTop, area.right - 2 * gap, buttonTop - gap - listTop, TRUE);
  int right = area.right - gap;
  for (const HWND control : {parts.close, parts.copy, parts.restore}) {
    right -= width;
    MoveWindow(control, right, buttonTop, width, button, TRUE);
    right -= gap;
  }
}

void addRow(HWND list, int row, const FileVersion& version) {
  std::wstring saved = savedWords(version), size = sizeWords(version);
  LVITEMW item{};
  item.mask = LVIF_TEXT;
  item.iItem = row;
  item.pszText = saved.data();
  SendMessageW(list, LVM_INSERTITEMW, 0, reinterpret_cast<LPARAM>(&item));
  item.iSubItem = 1;
  item.pszText = size.data();
  SendMessageW(list, LVM_SETITEMTEXTW, static_cast<WPARAM>(row), reinterpret_cast<LPARAM>(&item));
}

}  // namespace mamori::explorer
