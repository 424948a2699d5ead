#include "status/status_view.h"

#include <new>

#include "click/user_place.h"
#include "module/background.h"
#include "module/machine_policy.h"
#include "module/module_use.h"
#include "status/shell_notices.h"

namespace mamori::explorer {
namespace {

constexpr std::uint64_t kRefreshEveryMs = 1'000;
/// How often answers that the shell keeps are compared with the table; less often once nobody has asked for a while, and with others' timers where the system likes.
constexpr DWORD kCompareEveryMs = 500, kCompareQuietlyMs = 2'000, kQuietAfterMs = 60'000, kCompareWindowMs = 150;
/// As mamori_writer_set_menu takes it.
constexpr std::uint32_t kMaxMenuBytes = 65'520;

const std::uint8_t* bytesOf(std::wstring_view text) noexcept { return reinterpret_cast<const std::uint8_t*>(text.data()); }
std::uint32_t sizeOf(std::wstring_view text) noexcept { return static_cast<std::uint32_t>(text.size() * sizeof(wchar_t)); }

std::wstring_view folderOf(std::wstring_view path) noexcept {
  const std::size_t end = path.find_last_of(L"\\/");
  return end == std::wstring_view::npos ? std::wstring_view() : path.substr(0, end);
}

/// A time from now as timers of the pool take it: negative, in 100 ns.
FILETIME ticksFromNow(DWORD ms) noexcept {
  const std::uint64_t ticks = static_cast<std::uint64_t>(-10'000LL * static_cast<std::int64_t>(ms));
  return {static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
}

std::mutex sharedMutex;
std::weak_ptr<StatusView> sharedView;

}  // namespace

std::shared_ptr<StatusView> StatusView::shared() {
  const std::lock_guard lock(sharedMutex);
  std::shared_ptr<StatusView> view = sharedView.lock();
  if (view) return view;
  std::int32_t error = 0;
  mamori_reader* reader = mamori_reader_open(nullptr, 0, &error);
  if (!reader) throw std::bad_alloc();
  view.reset(new StatusView(reader));
  sharedView = view;
  return view;
}

StatusView::~StatusView() {
  isEnding_ = true;
  // Twice: the comparison that the first waits for may have set the timer once more.
  for (int round = 0; timer_ && round < 2; ++round) {
    SetThreadpoolTimer(timer_, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer_, TRUE);
  }
  if (timer_) CloseThreadpoolTimer(timer_);
  mamori_reader_close(reader_);
}

std::uint8_t StatusView::shownStateOf(std::wstring_view path) noexcept {
  const std::uint8_t state = stateOf(path);
  shown_.note(path, state);
  lastShownMs_.store(GetTickCount64(), std::memory_order_relaxed);
  return state;
}

std::uint8_t StatusView::stateOf(std::wstring_view path) noexcept {
  mamori_answer answer{};
  const std::int32_t code = mamori_reader_lookup(reader_, bytesOf(path), sizeOf(path), &answer);
  if (code == MAMORI_STALE || code == MAMORI_NO_AGENT) {
    refreshSoon();
    return MAMORI_STATE_NONE;
  }
  const std::wstring_view folder = folderOf(path);
  if (code == MAMORI_FOUND || code == MAMORI_UNLISTED) mamori_reader_note_asked(reader_, bytesOf(folder), sizeOf(folder));
  return code == MAMORI_FOUND ? answer.state : static_cast<std::uint8_t>(MAMORI_STATE_NONE);
}

std::optional<PublishedMenu> StatusView::publishedMenu() const {
  PublishedMenu menu;
  menu.list.resize(kMaxMenuBytes);
  std::uint32_t version = 0, written = 0;
  const std::int32_t code = mamori_reader_menu(reader_, &version, reinterpret_cast<std::uint8_t*>(menu.list.data()), kMaxMenuBytes, &written);
  if ((code != MAMORI_FOUND && code != MAMORI_NO_AGENT) || version != MAMORI_MENU_FORMAT || written > kMaxMenuBytes) return std::nullopt;
  menu.list.resize(written);
  // Of a dead agent the last ones hold; where they cannot be read, none does.
  mamori_reader_booleans(reader_, &menu.low, &menu.high);
  return menu;
}

mamori_selection StatusView::factsOf(const Selection& selection) const {
  std::wstring units;
  std::vector<std::uint32_t> ends;
  ends.reserve(selection.paths.size());
  for (const std::wstring& path : selection.paths) {
    units += path;
    ends.push_back(sizeOf(units));
  }
  const std::vector<std::uint8_t> kinds = selection.kindsOfAll();
  mamori_selection facts{};
  mamori_reader_select(reader_, MAMORI_PATHS_WINDOWS, selection.menu(), bytesOf(units), sizeOf(units), ends.data(), kinds.data(),
                       static_cast<std::uint32_t>(ends.size()), &facts);
  return facts;
}

void StatusView::refreshSoon() noexcept {
  const std::uint64_t now = GetTickCount64();  // reads a page that the system shares with every process
  std::uint64_t notBefore = notBeforeMs_.load(std::memory_order_relaxed);
  if (now < notBefore || !notBeforeMs_.compare_exchange_strong(notBefore, now + kRefreshEveryMs)) return;
  try {
    runInBackground([view = shared_from_this()] { view->refresh(); }, false);
  } catch (...) {
    return;  // no memory: the look-ups of the next second try again
  }
}

/// The first question of a process always comes here.
void StatusView::refresh() {
  if (!mayServeThisProcess()) return;
  mamori_reader_refresh(reader_);
  watch();
}

/// Only for users who have an agent: for others the questions themselves look for a table, and nothing runs in between.
void StatusView::watch() {
  const std::lock_guard lock(timerMutex_);
  if (timer_ || !UserPlace::ofThisUser().isSetUp()) return;
  TP_CALLBACK_ENVIRON environment;
  InitializeThreadpoolEnvironment(&environment);
  SetThreadpoolCallbackLibrary(&environment, thisModule());
  timer_ = CreateThreadpoolTimer([](PTP_CALLBACK_INSTANCE, void* view, PTP_TIMER) { static_cast<StatusView*>(view)->compare(); }, this, &environment);
  if (!timer_) return;
  FILETIME soon = ticksFromNow(kCompareEveryMs);
  SetThreadpoolTimer(timer_, &soon, 0, kCompareWindowMs);
}

void StatusView::compare() noexcept {
  try {
    tellShell(shown_.outdated([this](std::wstring_view path) { return stateOf(path); }));
  } catch (...) {
    // no memory: what was not told is told when it changes again, or at the next visit
  }
  if (isEnding_) return;
  const bool isQuiet = GetTickCount64() - lastShownMs_.load(std::memory_order_relaxed) > kQuietAfterMs;
  FILETIME next = ticksFromNow(isQuiet ? kCompareQuietlyMs : kCompareEveryMs);
  SetThreadpoolTimer(timer_, &next, 0, kCompareWindowMs);
}

}  // namespace mamori::explorer
