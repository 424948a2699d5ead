#include "agent/child.h"

#include <array>
#include <thread>

#include "agent/hidden_process.h"

namespace mamori::launcher {
namespace {

/// Longer ones are none of the protocol's.
constexpr std::size_t kMaxLine = 256;

/// Reads until the other end is closed: by the agent, or by the last program that has inherited it.
void readLines(const UniqueHandle& output, Answers& answers) {
  std::array<char, 1024> buffer{};
  std::string line;
  DWORD read = 0;
  while (ReadFile(output.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &read, nullptr) && read > 0) {
    for (const char byte : std::string_view(buffer.data(), read)) {
      if (byte != '\n') {
        if (line.size() < kMaxLine) line += byte;
        continue;
      }
      answers.take(line);
      line.clear();
    }
  }
}

UniqueHandle duplicate(HANDLE handle) noexcept {
  HANDLE copy = nullptr;
  DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS);
  return UniqueHandle(copy);
}

}  // namespace

std::unique_ptr<Child> Child::start(const AgentProgram& program, HWND window, UINT onEnd) {
  std::unique_ptr<Child> child(new Child());
  UniqueHandle theirInput, theirOutput, output;
  if (!makePipe(theirInput, child->input_, true) || !makePipe(output, theirOutput, false)) return nullptr;
  const UniqueHandle log = openLog(program.logFile());
  // With --json what is said to people goes to the error output, and the output is ours.
  child->process_ = startHidden(program.runtime, program.commandLine({L"up", L"--supervised", L"--json"}), {theirInput.get(), theirOutput.get(), log.get()});
  if (!child->process_.valid()) return nullptr;
  child->startedMs_ = GetTickCount64();
  std::thread([output = std::move(output), answers = child->answers_] { readLines(output, *answers); }).detach();
  std::thread([process = duplicate(child->process_.get()), answers = child->answers_, window, onEnd] {
    WaitForSingleObject(process.get(), INFINITE);
    answers->end();
    PostMessageW(window, onEnd, GetProcessId(process.get()), 0);
  }).detach();
  return child;
}

std::uint32_t Child::tell(const char* event, const std::string& argument) {
  const std::uint32_t number = ++lastTold_;
  const std::string line = std::to_string(number) + ' ' + event + (argument.empty() ? "" : ' ' + argument) + '\n';
  DWORD written = 0;
  return WriteFile(input_.get(), line.data(), static_cast<DWORD>(line.size()), &written, nullptr) && written == line.size() ? number : 0;
}

DWORD Child::exitCode() const noexcept {
  DWORD code = STILL_ACTIVE;
  GetExitCodeProcess(process_.get(), &code);
  return code;
}

}  // namespace mamori::launcher
