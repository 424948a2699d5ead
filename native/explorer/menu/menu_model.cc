#include "menu/menu_model.h"

#include <algorithm>

#include "click/click.h"
#include "click/deliver_click.h"
#include "click/user_place.h"
#include "module/background.h"
#include "module/machine_policy.h"
#include "status/status_view.h"
#include "versions/versions_window.h"

namespace mamori::explorer {
namespace {

bool offersVersions(const MenuPlan& plan) noexcept {
  return std::any_of(plan.begin(), plan.end(), [](const PlannedEntry& entry) { return entry.action == MAMORI_ENTRY_VERSIONS && entry.isEnabled; });
}

ClickRequest requestOf(const MenuEntry& entry) {
  switch (entry.action) {
    case MAMORI_ENTRY_BACKUP: return {"backup", {}, {}};
    case MAMORI_ENTRY_VERSIONS: return {"restore", entry.version, {}};
    case MAMORI_ENTRY_COPY: return {"restore-copy", {}, {}};
    case MAMORI_ENTRY_WHY: return {"why", {}, {}};
    default: return {"command", {}, entry.command};
  }
}

}  // namespace

MenuOpening openMenu(Selection given) {
  if (given.isEmpty() || !mayServeThisProcess()) return {};
  const UserPlace place = UserPlace::ofThisUser();
  if (!place.isSetUp()) return {};
  const auto selection = std::make_shared<const Selection>(std::move(given));
  const auto view = StatusView::shared();
  MenuOpening opening;
  // First, because a look-up is what has a table looked for that is not known yet.
  if (selection->paths.size() == 1) opening.state = view->stateOf(selection->paths.front());
  auto published = publishedPlan(*view, *selection);
  opening.plan = published ? std::move(*published) : builtInPlan(*selection, desktopLanguage());
  if (opening.plan.empty()) return {};
  if (selection->paths.size() == 1 && !selection->isOneFolder() && offersVersions(opening.plan)) {
    opening.versions = VersionPrefetch::begin(place.pipe, selection->paths.front());
  }
  opening.selection = selection;
  return opening;
}

MenuModel menuOf(const MenuOpening& opening) {
  if (!opening.selection) return {};
  const MenuVersions versions{opening.versions != nullptr, opening.versions ? opening.versions->arrived() : std::nullopt};
  return {opening.selection, entriesFor(opening.plan, opening.state, versions, desktopLanguage())};
}

bool invokeEntry(const MenuModel& menu, std::size_t index) {
  if (index >= menu.entries.size() || menu.entries[index].kind != MenuEntry::Kind::kCommand) return false;
  const MenuEntry& entry = menu.entries[index];
  if (entry.action == MAMORI_ENTRY_VERSIONS && !entry.version) return runInBackground([path = menu.selection->paths.front()] { startVersionsWindow(path); }, false);
  return runInBackground([click = newClick(requestOf(entry), menu.selection->paths)] { deliverClick(click); }, true);
}

}  // namespace mamori::explorer
