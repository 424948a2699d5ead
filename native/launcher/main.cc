// mamori.exe: starts the agent without a console window, keeps it running, and hears for it what Windows tells windows only. See README.md.
#include <windows.h>

#include <shellapi.h>
#include <shobjidl.h>

#include "agent/hidden_process.h"
#include "events/launcher_window.h"
#include "registration/registration.h"
#include "start/agent_program.h"
#include "start/command_line.h"

namespace mamori::launcher {
namespace {

/// Set for the agent: there are lines on its input (src/wire/launcher-lines.ts).
constexpr wchar_t kLaunchedVariable[] = L"MAMORI_LAUNCHED";
constexpr int kFailed = 1;
constexpr int kUsage = 2;

std::vector<std::wstring> ownWords() {
  int count = 0;
  wchar_t** const words = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::wstring> own(words ? words + 1 : words, words ? words + count : words);
  LocalFree(words);
  return own;
}

int launch(Handover what, const std::string& nonce) {
  const UniqueHandle only(CreateMutexW(nullptr, FALSE, L"Local\\MamoriLauncher"));
  if (GetLastError() == ERROR_ALREADY_EXISTS) return LauncherWindow::handOver(what, nonce) ? 0 : kFailed;
  const std::optional<AgentProgram> program = AgentProgram::find();
  if (!program) return kFailed;
  SetEnvironmentVariableW(kLaunchedVariable, L"1");
  const std::unique_ptr<LauncherWindow> window = LauncherWindow::open(*program);
  if (!window) return kFailed;
  if (what == Handover::kPress) window->supervisor().press(nonce);
  else window->supervisor().start();
  return LauncherWindow::run();
}

/// The daily check, which has its own process and says what is wrong itself.
int checkAlive() {
  const std::optional<AgentProgram> program = AgentProgram::find();
  if (!program) return kFailed;
  const UniqueHandle log = openLog(program->logFile());
  const UniqueHandle process = startHidden(program->runtime, program->commandLine({L"check-alive"}), {nullptr, log.get(), log.get()});
  DWORD code = kFailed;
  if (process.valid() && WaitForSingleObject(process.get(), INFINITE) == WAIT_OBJECT_0) GetExitCodeProcess(process.get(), &code);
  return static_cast<int>(code);
}

int carryOut(const CommandLine& command) {
  switch (command.task) {
    case Task::kRun:
      return launch(Handover::kStart, {});
    case Task::kPress:
      return launch(Handover::kPress, std::string(command.words[0].begin(), command.words[0].end()));
    case Task::kRegister:
      return enterRegistration(ownPath(), command.words[0], command.words[1], command.words[2]) ? 0 : kFailed;
    case Task::kUnregister:
      return leaveRegistration() ? 0 : kFailed;
    case Task::kCheckAlive:
      return checkAlive();
    case Task::kNothing:
      break;
  }
  return kUsage;
}

}  // namespace
}  // namespace mamori::launcher

int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR, int) {
  using namespace mamori::launcher;
  SetCurrentProcessExplicitAppUserModelID(kAppUserModelId);
  try {
    return carryOut(parseCommandLine(ownWords()));
  } catch (...) {  // out of memory before anything was started
    return kFailed;
  }
}
