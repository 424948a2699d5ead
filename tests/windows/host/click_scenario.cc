#include <windows.h>

#include "check.h"
#include "dropped_bytes.h"
#include "launched.h"
#include "menu_reading.h"
#include "scenarios.h"
#include "scripted_agent.h"
#include "spool_reading.h"

namespace mamori::host {
namespace {

ComPtr<IDataObject> oneFile(const wchar_t* name = L"one.txt") { return dataObjectOf(folderWith(L"menu", {name}), {name}); }

/// What Explorer hands over for a path, whatever is in it.
struct Chosen {
  std::wstring folder, name;
};
Chosen chosen(const std::wstring& path) {
  const std::size_t cut = path.find_last_of(L'\\');
  require(cut != std::wstring::npos, "the path is absolute");
  return {path.substr(0, cut), path.substr(cut + 1)};
}

}  // namespace

void spoolScenario() {
  forgetSpooled();
  forgetLaunched();
  const OpenMenu menu(oneFile(L"二.txt").get());
  check(menu.invoke("mamori.backup") == S_OK, "a click is taken while no agent runs");
  require(becomes([&] { return spooled().size() == 1; }), "it waits in the spool folder");
  const std::string content = contentOf(spooled().front());
  check(content.find("\"verb\":\"backup\"") != std::string::npos && content.find("\\\\menu\\\\\xe4\xba\x8c.txt\"]}") != std::string::npos, "with its verb and its path");
  check(spooled(L"*.part").empty(), "nothing half-written is left");
  check(becomes([] { return launches() == 1; }), "the program that starts the agent is started");
  std::size_t clicks = 1;
  check(shortestMs(500, [&] { clicks += menu.invoke("mamori.backup") == S_OK; }) < 500, "the shell is not kept waiting");
  while (clicks < 6) clicks += menu.invoke("mamori.backup") == S_OK;
  check(becomes([&] { return spooled().size() == clicks; }), "further clicks wait as well");
  check(launches() == 1, "and start it no second time at once");
  forgetSpooled();
}

/// A server that takes the connection and says nothing.
void slowAgentScenario() {
  forgetSpooled();
  HANDLE answered = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  ScriptedAgent agent([&](const std::string&, const std::string&) {
    WaitForSingleObject(answered, 20'000);
    return std::string();
  });
  const OpenMenu menu(oneFile().get());
  const ULONGLONG begin = GetTickCount64();
  check(menu.invoke("mamori.backup") == S_OK, "a click is taken while the agent hangs");
  check(becomes([&] { return spooled().size() == 1; }, 15'000), "it waits in the spool folder in the end, while the agent still hangs");
  check(GetTickCount64() - begin >= 1'500, "after the agent had two seconds");
  SetEvent(answered);
  forgetSpooled();
}

/// What an agent does that is not quite there: it hears the click and ends before or after it said that it has it.
void dyingAgentScenario() {
  forgetSpooled();
  {
    ScriptedAgent agent([](const std::string& verb, const std::string&) { return verb == "click" ? resultOf(R"({"accepted":true})") : std::string(); });
    const OpenMenu menu(oneFile().get());
    const auto click = [&] {
      forgetSpooled();
      return menu.invoke("mamori.backup") == S_OK;
    };
    check(agent.hearsClick(1, click), "an agent takes a click and ends");
  }
  check(!becomes([] { return !spooled().empty(); }, 3'000), "what it has acknowledged is not kept a second time");
  ScriptedAgent agent([](const std::string&, const std::string&) { return std::string(); });
  const OpenMenu menu(oneFile().get());
  const auto click = [&] {
    forgetSpooled();
    return menu.invoke("mamori.backup") == S_OK;
  };
  require(agent.hearsClick(1, click) && becomes([] { return spooled().size() == 1; }), "what it heard without a word waits in the spool folder");
  const std::string kept = contentOf(spooled().front());
  check(agent.calls("click").back().find(kept) != std::string::npos, "with the same id, so that it is carried out once in any case");
  forgetSpooled();
}

/// An agent that has begun to listen only when the click is on its way.
void startingAgentScenario() {
  forgetSpooled();
  const OpenMenu menu(oneFile().get());
  check(menu.invoke("mamori.backup") == S_OK && becomes([] { return spooled().size() == 1; }), "a click before the agent listens waits in the spool folder");
  ScriptedAgent agent([](const std::string&, const std::string&) { return resultOf(R"({"accepted":true})"); });
  const auto click = [&] {
    forgetSpooled();
    return menu.invoke("mamori.backup") == S_OK;
  };
  check(agent.hearsClick(1, click), "one after that reaches it");
  check(spooled().empty(), "and does not wait as well");
  forgetSpooled();
}

void extremePathsScenario() {
  forgetSpooled();
  std::wstring deep = L"C:\\deep";
  while (deep.size() < 32'000) deep += L"\\フォルダ with a \"long\" name 🎉";
  const std::wstring half = std::wstring(L"C:\\half ") + wchar_t{0xd83d} + L".txt";
  const std::vector<std::wstring> paths{deep, half, L"\\\\server\\share\\見積書 ①.xlsx", L"\\\\?\\C:\\trailing. "};
  const OpenMenu menu(dropping(listOf(paths)).get());
  check(menu.invoke("mamori.backup") == S_OK && becomes([] { return spooled().size() == 1; }), "very long and unusual paths can be chosen");
  const std::string content = contentOf(spooled().front());
  check(content.size() > 32'000 && content.find("C:\\\\half \\ud83d.txt") != std::string::npos, "half a surrogate pair arrives as it is");
  check(content.find("\\\"long\\\"") != std::string::npos && content.find("\xf0\x9f\x8e\x89") != std::string::npos, "quotes and emoji as well");
  forgetSpooled();
  std::vector<std::wstring> many;
  for (int file = 0; file < 10'000; ++file) many.push_back(L"C:\\many\\" + std::wstring(200, L'長') + std::to_wstring(file));
  const OpenMenu largest(dropping(listOf(many)).get());
  std::size_t clicks = 0;
  const ULONGLONG took = shortestMs(1'000, [&] { clicks += largest.invoke("mamori.backup") == S_OK; });
  check(clicks > 0, "10,000 things can be chosen");
  check(took < 1'000, "and the shell is not kept waiting");
  std::size_t paths10k = 0;
  check(becomes([&] {
    paths10k = 0;
    for (const auto& file : spooled()) {
      const std::string part = contentOf(file);
      for (std::size_t at = part.find("C:\\\\many"); at != std::string::npos; at = part.find("C:\\\\many", at + 1)) ++paths10k;
    }
    return paths10k == many.size() * clicks;
  }, 60'000), "all of them are named");
  check(spooled().size() >= 1, "in parts that fit into one message each");
  forgetSpooled();
}

/// The agent is not there and finds the click when it comes.
void leaveClickScenario(const std::wstring& path) {
  const auto [folder, name] = chosen(path);
  const OpenMenu menu(dataObjectOf(folder, {name}).get());
  check(menu.invoke("mamori.backup") == S_OK, "Back up now is chosen");
  check(becomes([] { return spooled().size() == 1; }), "it waits in the spool folder");
}

/// A busy agent may need longer than a click waits for it, and finds it in the spool folder.
bool agentTakesClick() {
  return !becomes([] { return !spooled().empty(); }, 4'000) || becomes([] { return spooled().empty(); }, 60'000);
}

/// With a real agent.
void clickScenario(const std::wstring& path) {
  const auto [folder, name] = chosen(path);
  const OpenMenu menu(dataObjectOf(folder, {name}).get());
  check(menu.invoke("mamori.backup") == S_OK, "Back up now is chosen");
  check(agentTakesClick(), "the agent took it");
}

/// With a real agent: the second newest version, which the menu lists.
void clickVersionScenario(const std::wstring& path) {
  const auto [folder, name] = chosen(path);
  check(becomes([&] { return OpenMenu(dataObjectOf(folder, {name}).get()).invoke("mamori.version.2") == S_OK; }), "the version before the newest is chosen");
  check(agentTakesClick(), "the agent took it");
}

}  // namespace mamori::host
