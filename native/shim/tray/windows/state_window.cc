#include "tray/windows/state_window.h"

#include <algorithm>
#include <utility>

#include "tray/windows/wide.h"

namespace mamori::shim {
namespace {

constexpr wchar_t kClassName[] = L"MamoriState";
// At 96 dots per inch.
constexpr int kWidth = 360, kMargin = 14, kGap = 8, kBarHeight = 8, kFromEdge = 8;
constexpr UINT kWords = DT_LEFT | DT_WORDBREAK | DT_EDITCONTROL | DT_NOPREFIX;  // EDITCONTROL: paths have no spaces to break at

void registerClass(HINSTANCE module, WNDPROC procedure) {
  WNDCLASSEXW shape{};
  shape.cbSize = sizeof shape;
  shape.style = CS_DROPSHADOW;
  shape.lpfnWndProc = procedure;
  shape.hInstance = module;
  shape.hCursor = LoadCursorW(nullptr, IDC_ARROW);
  shape.hbrBackground = reinterpret_cast<HBRUSH>(static_cast<INT_PTR>(COLOR_WINDOW + 1));
  shape.lpszClassName = kClassName;
  RegisterClassExW(&shape);  // fails the second time, when it is there
}

/// Between two bounds; the lower one where there is no room.
LONG within(LONG value, LONG low, LONG high) noexcept { return std::max(low, std::min(value, high)); }

}  // namespace

void StateWindow::open(const RECT& place, UINT dpi, std::shared_ptr<const TrayView> view) {
  if (isOpen() || !view) return;
  registerClass(module_, onMessage);
  place_ = place;
  dpi_ = dpi;
  view_ = std::move(view);
  makeFonts();
  window_ = CreateWindowExW(WS_EX_TOOLWINDOW | WS_EX_TOPMOST, kClassName, L"Mamori", WS_POPUP | WS_BORDER, 0, 0, 0, 0, nullptr, nullptr, module_, this);
  if (!window_) return;
  layOut();
  ShowWindow(window_, SW_SHOW);
  SetForegroundWindow(window_);
}

void StateWindow::update(std::shared_ptr<const TrayView> view) {
  if (!isOpen() || !view) return;
  view_ = std::move(view);
  layOut();
  InvalidateRect(window_, nullptr, TRUE);
}

void StateWindow::close() noexcept {
  if (!window_) return;
  closedAtMs_ = GetTickCount64();
  const HWND window = std::exchange(window_, nullptr);
  DestroyWindow(window);
}

LRESULT CALLBACK StateWindow::onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept {
  if (message == WM_NCCREATE) SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(reinterpret_cast<const CREATESTRUCTW*>(second)->lpCreateParams));
  auto* const self = reinterpret_cast<StateWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  try {
    if (self && self->window_ == window) return self->handle(window, message, first, second);
  } catch (...) {  // out of memory: it is drawn another time
    ValidateRect(window, nullptr);
    return 0;
  }
  return DefWindowProcW(window, message, first, second);
}

LRESULT StateWindow::handle(HWND window, UINT message, WPARAM first, LPARAM second) {
  switch (message) {
    case WM_PAINT:
      paint();
      return 0;
    case WM_ACTIVATE:
      if (LOWORD(first) == WA_INACTIVE) PostMessageW(window, WM_CLOSE, 0, 0);  // not now, while Windows hands the attention on
      return DefWindowProcW(window, message, first, second);                  // which sends keys to it
    case WM_KEYDOWN:
      if (first == VK_ESCAPE || first == VK_RETURN || first == VK_SPACE) close();
      return 0;
    case WM_CLOSE:
      close();
      return 0;
    case WM_DPICHANGED:
      dpi_ = HIWORD(first);
      makeFonts();
      layOut();
      return 0;
    default:
      return DefWindowProcW(window, message, first, second);
  }
}

void StateWindow::makeFonts() {
  NONCLIENTMETRICSW metrics{};
  metrics.cbSize = sizeof metrics;
  SystemParametersInfoForDpi(SPI_GETNONCLIENTMETRICS, sizeof metrics, &metrics, 0, dpi_);
  font_.reset(CreateFontIndirectW(&metrics.lfMessageFont));
  metrics.lfMessageFont.lfWeight = FW_BOLD;
  boldFont_.reset(CreateFontIndirectW(&metrics.lfMessageFont));
}

/// As high as its words, on the side of the screen's middle from the icon, and wholly on the screen.
void StateWindow::layOut() {
  const std::wstring name = wide(view_->words());
  SetWindowTextW(window_, name.c_str());
  MONITORINFO monitor{};
  monitor.cbSize = sizeof monitor;
  GetMonitorInfoW(MonitorFromRect(&place_, MONITOR_DEFAULTTONEAREST), &monitor);
  const HDC device = GetDC(window_);
  const int width = scaled(kWidth), height = draw(device, width, true) + 2 * GetSystemMetrics(SM_CYBORDER), edge = scaled(kFromEdge);
  ReleaseDC(window_, device);
  const RECT& free = monitor.rcWork;
  const bool isLow = (place_.top + place_.bottom) / 2 > (free.top + free.bottom) / 2;
  const LONG left = within((place_.left + place_.right - width) / 2, free.left + edge, free.right - width - edge);
  const LONG top = within(isLow ? place_.top - height - edge : place_.bottom + edge, free.top + edge, free.bottom - height - edge);
  SetWindowPos(window_, HWND_TOPMOST, left, top, width, height, SWP_NOACTIVATE);
}

void StateWindow::paint() {
  PAINTSTRUCT painting;
  const HDC device = BeginPaint(window_, &painting);
  RECT area;
  GetClientRect(window_, &area);
  draw(device, area.right, false);
  EndPaint(window_, &painting);
}

int StateWindow::draw(HDC device, int width, bool measure) const {
  const int margin = scaled(kMargin), gap = scaled(kGap);
  RECT area{margin, margin, width - margin, width};
  SetBkMode(device, TRANSPARENT);
  SetTextColor(device, GetSysColor(COLOR_WINDOWTEXT));
  area.top += drawText(device, boldFont_, wide(view_->title), area, measure);
  if (view_->percent) area.top += gap + drawBar(device, {area.left, area.top + gap, area.right, 0}, measure);
  if (!view_->lines.empty()) area.top += gap + drawText(device, font_, wide(view_->lines), {area.left, area.top + gap, area.right, width}, measure);
  return area.top + margin;
}

int StateWindow::drawText(HDC device, const GdiObject& font, const std::wstring& text, RECT area, bool measure) const {
  const Selected selected(device, font);
  RECT needed = area;
  const int height = DrawTextW(device, text.data(), static_cast<int>(text.size()), &needed, kWords | DT_CALCRECT);
  if (!measure) {
    area.bottom = area.top + height;
    DrawTextW(device, text.data(), static_cast<int>(text.size()), &area, kWords);
  }
  return height;
}

/// In the system's colours, which a high-contrast theme changes.
int StateWindow::drawBar(HDC device, RECT area, bool measure) const {
  const int height = scaled(kBarHeight);
  if (measure) return height;
  area.bottom = area.top + height;
  FillRect(device, &area, GetSysColorBrush(COLOR_BTNFACE));
  FrameRect(device, &area, GetSysColorBrush(COLOR_WINDOWTEXT));
  InflateRect(&area, -1, -1);
  area.right = area.left + MulDiv(area.right - area.left, static_cast<int>(*view_->percent), 100);
  FillRect(device, &area, GetSysColorBrush(COLOR_HIGHLIGHT));
  return height;
}

}  // namespace mamori::shim
