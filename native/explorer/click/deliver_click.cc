#include "click/deliver_click.h"

#include "click/agent_pipe.h"
#include "click/click_spool.h"
#include "click/launcher.h"
#include "click/user_place.h"

namespace mamori::explorer {
namespace {

constexpr DWORD kPatienceMs = 2'000;
/// At most six bytes a unit: well below the 16 MiB that a frame may have.
constexpr std::size_t kMaxPathUnits = 2 * 1024 * 1024;

}  // namespace

Delivery deliverClick(const Click& click) {
  const UserPlace place = UserPlace::ofThisUser();
  Delivery worst = Delivery::kAccepted;
  for (const Click& part : partsOf(click, kMaxPathUnits)) {
    const std::string json = jsonOf(part);
    if (askAgent(place.pipe, {"click", json, kPatienceMs}).kind == AgentAnswer::Kind::kResult) continue;
    const bool kept = spoolClick(place.spool, part.id, json);
    worst = kept && worst != Delivery::kLost ? Delivery::kSpooled : Delivery::kLost;
  }
  if (worst == Delivery::kSpooled) startLauncher();
  return worst;
}

}  // namespace mamori::explorer
