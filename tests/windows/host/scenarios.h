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
void classicMenuScenario();
void hostileSelectionScenario();
void packagedMenuScenario();
void commandScenario();
void spoolScenario();
void slowAgentScenario();
void leaveClickScenario(const std::wstring& path);
void clickScenario(const std::wstring& path);
void screenshotScenario();

}  // namespace mamori::host
