#include <windows.h>

#include <algorithm>

#include "check.h"
#include "click/user_place.h"
#include "command_reading.h"
#include "menu_reading.h"
#include "scenarios.h"
#include "scripted_agent.h"
#include "shell_registry.h"
#include "spool_reading.h"

namespace mamori::host {
namespace {

/// What a menu may be late by, and an emulation's slowness.
constexpr ULONGLONG kOpeningLimitMs = 50 + 350;

bool contains(const std::vector<std::wstring>& texts, const std::wstring& part) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::wstring& text) { return text.find(part) != std::wstring::npos; });
}

bool hasVersions(const std::vector<std::wstring>& texts) { return contains(texts, L"&1  "); }
bool offersChoice(const std::vector<std::wstring>& texts) { return contains(texts, L"Choose &version") && !hasVersions(texts); }

/// The classic menu on a file, opened for the first time, and whether it opens in time.
std::vector<std::wstring> openedOn(const std::wstring& folder, bool& inTime) {
  const auto file = dataObjectOf(folder, {L"one.txt"});
  std::vector<std::wstring> first;
  inTime = shortestMs(kOpeningLimitMs, [&] {
    auto texts = OpenMenu(file.get()).texts();
    if (first.empty()) first = std::move(texts);
  }) < kOpeningLimitMs;
  return first;
}

void checkClassicMenu(const std::wstring& folder, ScriptedAgent& agent) {
  const auto opened = menuWith(12, dataObjectOf(folder, {L"one.txt"}).get());
  const OpenMenu& menu = *opened;
  const auto texts = menu.texts();
  check(texts.size() == 12, "one file: backup, five versions, all of them, a copy, why, in three groups");
  check(texts[2] == kSeparatorText && texts[10] == kSeparatorText, "separators stand between the groups");
  check(texts[3].starts_with(L"&1  ") && texts[7].starts_with(L"&5  "), "versions have digits as access keys");
  check(contains(texts, L"2.00 KB") && contains(texts, L"12.0 KB") && !contains(texts, L"4.00 KB"), "each with its size; the deletion among them is left out");
  check(texts[3].find(L"2026") != std::wstring::npos, "and with its date");
  check(menu.canonicalName(4) == L"mamori.version.2" && !menu.help(4).empty(), "programs can call a version by its place");
  require(agent.hearsClick(1, [&] { return menu.invoke("mamori.version.2") == S_OK; }), "a version can be chosen from the menu");
  const std::string click = agent.calls("click").front();
  check(click.find(R"("verb":"restore","version":98,"paths":[")") != std::string::npos && click.find("one.txt\"]") != std::string::npos,
        "the click names the version and the file");
  require(agent.hearsClick(2, [&] { return menu.invoke("mamori.restore-copy") == S_OK; }), "a copy can be asked for");
  check(agent.calls("click").back().find(R"("verb":"restore-copy","paths":[")") != std::string::npos, "the click says so");
}

void checkCommand(const std::wstring& folder, ScriptedAgent& agent) {
  const auto one = itemArrayOf(folder, {L"one.txt"});
  OpenCommand command;
  const bool isWhole = becomes([&] { return command.open(one.get()) && command.commands().size() == 11; });
  require(isWhole, "one file: the command shows, and below it the same entries as in the classic menu");
  const auto& commands = command.commands();
  check(commands[1].flags == ECF_ISSEPARATOR && commands[9].flags == ECF_ISSEPARATOR && commands[2].title.starts_with(L"&1  "), "with their separators");
  const std::size_t before = agent.calls("click").size();
  check(agent.hearsClick(before + 1, [&] { return commands[4].command->Invoke(one.get(), nullptr) == S_OK; }), "a version can be chosen");
  check(agent.calls("click").back().find(R"("verb":"restore","version":97)") != std::string::npos, "and is the one that was shown");
}

}  // namespace

void versionsScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt", L"二.txt"});
  ScriptedAgent agent([](const std::string& verb, const std::string&) { return verb == "versions" ? someVersions(8) : resultOf(R"({"accepted":true})"); });
  checkClassicMenu(folder, agent);
  checkCommand(folder, agent);
  const std::size_t asked = agent.calls("versions").size();
  check(OpenMenu(dataObjectOf(folder, {L"one.txt", L"二.txt"}).get()).texts().size() == 4, "several files: backup and why, no versions");
  check(!contains(OpenMenu(folder).texts(), L"ersion"), "the empty space of a folder: no versions");
  check(agent.calls("versions").size() == asked, "and nobody is asked for any");
}

void lateVersionsScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt"});
  bool inTime = false;
  check(offersChoice(openedOn(folder, inTime)) && inTime, "no agent: one entry leads to the versions, and the menu opens at once");
  {
    ScriptedAgent agent([](const std::string&, const std::string&) {
      Sleep(800);
      return someVersions(3);
    });
    check(offersChoice(openedOn(folder, inTime)), "an agent that takes its time: one entry leads to the versions");
    check(inTime, "and the menu does not wait for it");
  }
  {
    ScriptedAgent agent([](const std::string&, const std::string&) { return failureOf("restore.unknown-path"); });
    std::vector<std::wstring> texts;
    check(becomes([&] { return contains(texts = openedOn(folder, inTime), L"No versions yet"); }) && !contains(texts, L"&copy"), "a file that was never saved: it says so, and offers no copy");
  }
  {
    ScriptedAgent agent([](const std::string&, const std::string&) { return failureOf("vault.locked"); });
    check(offersChoice(openedOn(folder, inTime)), "an agent that refuses: one entry leads to the versions");
  }
}

/// Any program of the same user can listen at that address before the agent does.
void hostileAgentScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt"});
  const std::string whole = someVersions(3);
  const std::vector<std::string> answers{
    std::string(), std::string("\xff\xff\xff\xff", 4) + "x", std::string("\0\0\0\0", 4), frameOf("[]"), frameOf(std::string(100'000, '[')), frameOf(std::string(60'000, '{')),
    frameOf(R"({"type":"result","id":1,"value":{"versions":[{"version":1e99,"state":"present","type":"file","savedMs":-1,"sizeBytes":9}]}})"),
    frameOf(R"({"type":"result","id":1,"value":{"versions":[{"version":99999999999999999999,"state":"present","type":"file","savedMs":9007199254740992,"sizeBytes":9007199254740992}]}})"),
    frameOf(R"({"type":"result","id":1,"value":{"versions":[{"version":7,"state":"present","type":"file","savedMs":9007199254740992,"sizeBytes":9007199254740992}]}})"),
    frameOf(R"({"type":"result","id":1,"value":{"versions":"no list"}})"), frameOf("{\"type\":\"result\",\"id\":1,\"value\":{\"versions\":[{\"version\":\""),
  };
  bool good = true, inTime = true, each = true;
  for (const std::string& answer : answers) {
    ScriptedAgent agent([&](const std::string&, const std::string&) { return answer; });
    good = good && openedOn(folder, each).size() >= 4;
    inTime = inTime && each;
  }
  check(good, "answers that make no sense end nothing, and the menu has its entries");
  check(inTime, "none makes the menu wait");
  good = true;
  for (std::size_t bytes = 1; bytes < whole.size(); bytes += 97) {
    ScriptedAgent agent([&](const std::string&, const std::string&) { return whole.substr(0, bytes) + std::string(whole.size() - bytes, '\0'); });
    good = good && openedOn(folder, each).size() >= 4;
  }
  check(good, "nor does one that was cut off anywhere");
}

}  // namespace mamori::host
