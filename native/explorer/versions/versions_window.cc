#include "versions/versions_window.h"

#include <windows.h>

#include <commctrl.h>

#include <memory>
#include <optional>
#include <vector>

#include "click/agent_pipe.h"
#include "click/click.h"
#include "click/deliver_click.h"
#include "click/json_text.h"
#include "click/user_place.h"
#include "menu/menu_texts.h"
#include "module/background.h"
#include "module/module_use.h"
#include "versions/file_version.h"
#include "versions/window_layout.h"

namespace mamori::explorer {
namespace {

constexpr UINT kVersionsMessage = WM_APP, kDeliveredMessage = WM_APP + 1;
constexpr DWORD kPatienceMs = 30'000, kMaxAnswerBytes = 16 * 1024 * 1024;
constexpr std::size_t kMostVersions = 10'000;

using Answer = std::optional<std::vector<FileVersion>>;

Answer askForVersions(const std::wstring& path) {
  std::string params = "{\"path\":";
  appendJsonText(params, path);
  const AgentAnswer answer = askAgent(UserPlace::ofThisUser().pipe, {"versions", params + "}", kPatienceMs, kMaxAnswerBytes});
  if (answer.kind == AgentAnswer::Kind::kNone) return std::nullopt;
  return versionsIn(answer.value, kMostVersions);
}

/// The window's life: asks for versions, shows them, hands over what is chosen. All calls on the window's thread.
class VersionsWindow {
 public:
  explicit VersionsWindow(std::wstring path) : path_(std::move(path)), language_(desktopLanguage()) {}

  void run();

 private:
  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wide, LPARAM longer) noexcept;
  void begin(HWND window);
  void show(const Answer& answer);
  void choose(bool asCopy);
  void delivered(Delivery delivery);
  void end();
  void say(WindowText text) { SetWindowTextW(parts_.words, textOf(text, language_)); }
  void enableButtons() {
    const bool canChoose = !isBusy_ && ListView_GetNextItem(parts_.list, -1, LVNI_SELECTED) >= 0;
    EnableWindow(parts_.restore, canChoose);
    EnableWindow(parts_.copy, canChoose);
  }

  const std::wstring path_;
  const Language language_;
  HWND window_ = nullptr;
  WindowParts parts_;
  std::vector<FileVersion> versions_;
  bool isBusy_ = false;     // a choice is being handed over
  bool isClosing_ = false;  // the window is gone and only waits for that
};

void VersionsWindow::begin(HWND window) {
  window_ = window;
  parts_ = makeParts(window, language_);
  say(WindowText::kAsking);
  enableButtons();
  runInBackground([window, path = path_] {
    auto answer = std::make_unique<Answer>(askForVersions(path));
    if (PostMessageW(window, kVersionsMessage, 0, reinterpret_cast<LPARAM>(answer.get()))) (void)answer.release();
  }, true);
}

void VersionsWindow::show(const Answer& answer) {
  if (answer) versions_ = *answer;
  for (std::size_t row = 0; row < versions_.size(); ++row) addRow(parts_.list, static_cast<int>(row), versions_[row]);
  say(!answer ? WindowText::kAway : versions_.empty() ? WindowText::kNone : WindowText::kChoose);
  if (!versions_.empty()) ListView_SetItemState(parts_.list, 0, LVIS_SELECTED | LVIS_FOCUSED, LVIS_SELECTED | LVIS_FOCUSED);
  SetFocus(parts_.list);
}

void VersionsWindow::choose(bool asCopy) {
  const int row = ListView_GetNextItem(parts_.list, -1, LVNI_SELECTED);
  if (isBusy_ || row < 0 || static_cast<std::size_t>(row) >= versions_.size()) return;
  Click click = newClick({asCopy ? "restore-copy" : "restore", versions_[static_cast<std::size_t>(row)].number, {}}, {path_});
  isBusy_ = runInBackground([window = window_, click = std::move(click)] {
    PostMessageW(window, kDeliveredMessage, static_cast<WPARAM>(deliverClick(click)), 0);
  }, true);
  enableButtons();
}

void VersionsWindow::delivered(Delivery delivery) {
  isBusy_ = false;
  say(delivery == Delivery::kAccepted ? WindowText::kHandedOver : delivery == Delivery::kSpooled ? WindowText::kKept : WindowText::kLost);
  enableButtons();
  if (isClosing_) DestroyWindow(window_);
}

/// The process lives until what was chosen is somewhere safe.
void VersionsWindow::end() {
  isClosing_ = true;
  if (isBusy_) ShowWindow(window_, SW_HIDE);
  else DestroyWindow(window_);
}

LRESULT CALLBACK VersionsWindow::procedure(HWND window, UINT message, WPARAM wide, LPARAM longer) noexcept {
  if (message == WM_NCCREATE) SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(reinterpret_cast<CREATESTRUCTW*>(longer)->lpCreateParams));
  auto* self = reinterpret_cast<VersionsWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (!self) return DefWindowProcW(window, message, wide, longer);
  try {
    switch (message) {
      case WM_CREATE: self->begin(window); return 0;
      case WM_SIZE: arrange(window, self->parts_); return 0;
      case kVersionsMessage: self->show(*std::unique_ptr<Answer>(reinterpret_cast<Answer*>(longer))); return 0;
      case kDeliveredMessage: self->delivered(static_cast<Delivery>(wide)); return 0;
      case WM_NOTIFY:
        if (reinterpret_cast<NMHDR*>(longer)->code == LVN_ITEMCHANGED) self->enableButtons();
        return 0;
      case WM_COMMAND:
        if (LOWORD(wide) == kRestoreId || LOWORD(wide) == kCopyId) self->choose(LOWORD(wide) == kCopyId);
        if (LOWORD(wide) == IDCANCEL) self->end();
        return 0;
      case WM_CLOSE: self->end(); return 0;
      case WM_DESTROY: PostQuitMessage(0); return 0;
      default: break;
    }
  } catch (...) {
    DestroyWindow(window);  // no memory: nothing more can be shown
    return 0;
  }
  return DefWindowProcW(window, message, wide, longer);
}

void VersionsWindow::run() {
  WNDCLASSW kind{};
  kind.lpfnWndProc = procedure;
  kind.hInstance = thisModule();
  kind.hCursor = LoadCursorW(nullptr, IDC_ARROW);
  kind.hIcon = LoadIconW(thisModule(), MAKEINTRESOURCEW(103));
  kind.hbrBackground = reinterpret_cast<HBRUSH>(COLOR_BTNFACE + 1);
  kind.lpszClassName = L"MamoriVersions";
  RegisterClassW(&kind);
  const std::wstring title = path_.substr(path_.find_last_of(L'\\') + 1) + L" - " + textOf(WindowText::kTitle, language_);
  const HWND window = CreateWindowExW(0, kind.lpszClassName, title.c_str(), WS_OVERLAPPEDWINDOW, CW_USEDEFAULT, CW_USEDEFAULT, scaled(520), scaled(360), nullptr,
                                      nullptr, thisModule(), this);
  if (!window) return;
  ShowWindow(window, SW_SHOWNORMAL);
  SetForegroundWindow(window);
  MSG message{};
  while (GetMessageW(&message, nullptr, 0, 0) > 0) {
    if (IsDialogMessageW(window, &message)) continue;  // Tab, access keys, Enter and Escape
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
}

}  // namespace

void showVersionsWindow(const std::wstring& path) { VersionsWindow(path).run(); }

}  // namespace mamori::explorer
