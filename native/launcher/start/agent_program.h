#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mamori::launcher {

/// What is started: Node, the program's script, and whose state.
struct AgentProgram {
  std::wstring runtime;
  std::wstring script;
  std::wstring home;       // never empty
  bool isUsualHome = true;  // else it is named on the command line

  /// As `mamori autostart enable` left it in the registry, else what lies beside this program: node.exe and dist\cli\main.js in its own folder, or, in a clone, two folders
  /// above. Nothing when neither is there.
  static std::optional<AgentProgram> find();

  /// The whole command line for `words`, quoted as the C runtime reads it.
  std::wstring commandLine(const std::vector<std::wstring>& words) const;

  /// Where the agent's own output goes.
  std::wstring logFile() const { return home + L"\\logs\\launcher.log"; }
};

/// The path of this very program.
std::wstring ownPath();

/// A word as CommandLineToArgvW and the C runtime read it.
std::wstring quoted(const std::wstring& word);

}  // namespace mamori::launcher
