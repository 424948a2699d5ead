#include "status/status_view.h"

#include <shlobj.h>

#include <new>

#include "module/background.h"
#include "module/machine_policy.h"

namespace mamori::explorer {
namespace {

constexpr std::uint64_t kRefreshEveryMs = 1'000;
/// A window shows a few folders; what does not fit is shown at its next visit.
constexpr std::size_t kMaxAsked = 32;
/// As mamori_writer_set_menu takes it.
constexpr std::uint32_t kMaxMenuBytes = 65'520;

const std::uint8_t* bytesOf(std::wstring_view text) noexcept { return reinterpret_cast<const std::uint8_t*>(text.data()); }
std::uint32_t sizeOf(std::wstring_view text) noexcept { return static_cast<std::uint32_t>(text.size() * sizeof(wchar_t)); }

std::wstring_view folderOf(std::wstring_view path) noexcept {
  const std::size_t end = path.find_last_of(L"\\/");
  return end == std::wstring_view::npos ? std::wstring_view() : path.substr(0, end);
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

StatusView::~StatusView() { mamori_reader_close(reader_); }

std::uint8_t StatusView::stateOf(std::wstring_view path) noexcept {
  mamori_answer answer{};
  const std::int32_t code = mamori_reader_lookup(reader_, bytesOf(path), sizeOf(path), &answer);
  const std::wstring_view folder = folderOf(path);
  if (code == MAMORI_STALE || code == MAMORI_NO_AGENT) {
    keepAsked(folder);
    refreshSoon();
    return MAMORI_STATE_NONE;
  }
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

void StatusView::keepAsked(std::wstring_view folder) noexcept {
  try {
    const std::unique_lock lock(askedMutex_, std::try_to_lock);
    if (lock.owns_lock() && asked_.size() < kMaxAsked) asked_.emplace(folder);
  } catch (...) {
    return;  // a hint: without memory it is shown at the next visit
  }
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

void StatusView::refresh() {
  if (!mayServeThisProcess() || mamori_reader_refresh(reader_) != MAMORI_FOUND) return;
  std::set<std::wstring> folders;
  {
    const std::lock_guard lock(askedMutex_);
    folders.swap(asked_);
  }
  for (const std::wstring& folder : folders) {
    mamori_reader_note_asked(reader_, bytesOf(folder), sizeOf(folder));
    SHChangeNotify(SHCNE_UPDATEDIR, SHCNF_PATHW | SHCNF_FLUSHNOWAIT, folder.c_str(), nullptr);
  }
}

}  // namespace mamori::explorer
