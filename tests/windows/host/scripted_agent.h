#pragma once

#include <windows.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mamori::host {

/// A program that listens where this user's agent does, and answers calls as a test wants it.
class ScriptedAgent {
 public:
  /// Bytes to be sent for a call, as they are; `frameOf` makes good ones. Empty: the connection is closed without an answer.
  using Answer = std::function<std::string(const std::string& verb, const std::string& call)>;

  explicit ScriptedAgent(Answer answer);
  ~ScriptedAgent();
  ScriptedAgent(const ScriptedAgent&) = delete;
  ScriptedAgent& operator=(const ScriptedAgent&) = delete;

  /// The calls that arrived with this verb.
  std::vector<std::string> calls(const std::string& verb);
  /// Clicks until the agent has heard so many: one that a busy machine does not let it take within two seconds goes to the spool folder instead.
  bool hearsClick(std::size_t count, const std::function<bool()>& click);

 private:
  void serve();
  void converse(HANDLE pipe);

  const Answer answer_;
  const std::wstring name_;
  std::atomic<bool> ended_{false};
  std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> calls_;
  std::thread thread_;
};

std::string frameOf(const std::string& json);
/// A good answer to the first call of a connection.
std::string resultOf(const std::string& valueJson);
std::string failureOf(const std::string& code);
/// A result of the verb `versions`: `count` states of a file, newest first, of which the second is a deletion.
std::string someVersions(int count);

}  // namespace mamori::host
