// Stands in for Explorer: finds the extension by the registry, makes its objects and asks them what Explorer asks.
#include <windows.h>

#include <objbase.h>

#include <functional>
#include <map>
#include <string>

#include "check.h"
#include "launched.h"
#include "scenarios.h"

using namespace mamori::host;

int wmain(int count, wchar_t** words) {
  if (isLaunched()) {
    countLaunch();
    return 0;
  }
  const std::wstring argument = count > 2 ? words[2] : L"";
  const std::map<std::wstring, std::function<void()>> scenarios{
    {L"registration", registrationScenario},
    {L"unregistered", unregisteredScenario},
    {L"elevated", elevatedScenario},
    {L"overlays", overlayScenario},
    {L"absent-table", absentTableScenario},
    {L"hostile-table", hostileTableScenario},
    {L"threads", threadsScenario},
    {L"silent-agent", silentAgentScenario},
    {L"caching-shell", cachingScenario},
    {L"classic-menu", classicMenuScenario},
    {L"hostile-selection", hostileSelectionScenario},
    {L"packaged-menu", packagedMenuScenario},
    {L"command", commandScenario},
    {L"hostile-items", hostileItemsScenario},
    {L"published-menu", publishedMenuScenario},
    {L"hostile-menu", hostileMenuScenario},
    {L"versions", versionsScenario},
    {L"late-versions", lateVersionsScenario},
    {L"hostile-agent", hostileAgentScenario},
    {L"table-format", tableFormatScenario},
    {L"processes", processesScenario},
    {L"other-process", otherProcessScenario},
    {L"spool", spoolScenario},
    {L"slow-agent", slowAgentScenario},
    {L"dying-agent", dyingAgentScenario},
    {L"starting-agent", startingAgentScenario},
    {L"extreme-paths", extremePathsScenario},
    {L"leave-click", [&] { leaveClickScenario(argument); }},
    {L"click", [&] { clickScenario(argument); }},
    {L"click-version", [&] { clickVersionScenario(argument); }},
    {L"announce", announceScenario},
    {L"spellings", spellingsScenario},
    {L"mapped-drives", mappedDrivesScenario},
    {L"agent-overlay", [&] { agentOverlayScenario(argument); }},
    {L"screenshot", screenshotScenario},
    {L"versions-window", versionsWindowScenario},
  };
  const auto found = scenarios.find(count > 1 ? words[1] : L"");
  require(found != scenarios.end(), "the scenario exists");
  require(SUCCEEDED(OleInitialize(nullptr)), "COM starts");
  found->second();
  OleUninitialize();
  return anyFailed() ? 1 : 0;
}
