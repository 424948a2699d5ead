#include "menu/menu_model.h"

#include "click/click.h"
#include "click/deliver_click.h"
#include "click/user_place.h"
#include "module/background.h"
#include "module/machine_policy.h"
#include "status/status_view.h"

namespace mamori::explorer {

MenuModel menuFor(Selection selection) {
  if (selection.isEmpty() || !mayServeThisProcess() || !UserPlace::ofThisUser().isSetUp()) return {};
  MenuFacts facts{selection.paths.size(), selection.isBackground, MAMORI_STATE_NONE};
  if (facts.selected == 1) facts.state = StatusView::shared()->stateOf(selection.paths.front());
  return {std::move(selection), entriesFor(facts, desktopLanguage())};
}

bool invokeEntry(const MenuModel& menu, std::size_t index) {
  if (index >= menu.entries.size() || menu.entries[index].verb.empty()) return false;
  return runInBackground([click = newClick(menu.entries[index].verb, menu.selection.paths)] { deliverClick(click); }, true);
}

}  // namespace mamori::explorer
