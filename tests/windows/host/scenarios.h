#pragma once

#include <string>

namespace mamori::host {

// One per process, named on the command line; each prints its checks.
void registrationScenario();
void unregisteredScenario();
void elevatedScenario();
void overlayScenario();
void absentTableScenario();
void hostileTableScenario();
void threadsScenario();
void silentAgentScenario();
void cachingScenario();
void classicMenuScenario();
void hostileSelectionScenario();
void packagedMenuScenario();
void commandScenario();
void hostileItemsScenario();
void publishedMenuScenario();
void hostileMenuScenario();
void versionsScenario();
void lateVersionsScenario();
void hostileAgentScenario();
void tableFormatScenario();
void processesScenario();
void otherProcessScenario();
void spoolScenario();
void slowAgentScenario();
void dyingAgentScenario();
void startingAgentScenario();
void extremePathsScenario();
void leaveClickScenario(const std::wstring& path);
void clickScenario(const std::wstring& path);
void clickVersionScenario(const std::wstring& path);
void announceScenario();
void spellingsScenario();
void mappedDrivesScenario();
void agentOverlayScenario(const std::wstring& path);
void screenshotScenario();
void versionsWindowScenario();

}  // namespace mamori::host
