#include <windows.h>

#include "check.h"
#include "com/class_ids.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

std::wstring titleOf(IExplorerCommand* command) {
  wchar_t* title = nullptr;
  if (FAILED(command->GetTitle(nullptr, &title)) || !title) return L"";
  const std::wstring copy(title);
  CoTaskMemFree(title);
  return copy;
}

/// "This PC".
ComPtr<IShellItemArray> virtualItems() {
  PIDLIST_ABSOLUTE list = nullptr;
  ComPtr<IShellItemArray> items;
  if (FAILED(SHParseDisplayName(L"::{20D04FE0-3AEA-1069-A2D8-08002B30309D}", nullptr, &list, 0, nullptr))) return items;
  PCIDLIST_ABSOLUTE borrowed = list;
  SHCreateShellItemArrayFromIDLists(1, &borrowed, items.out());
  CoTaskMemFree(list);
  return items;
}

}  // namespace

void commandScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt", L"二.txt"});
  const auto one = itemArrayOf(folder, {L"one.txt"}), two = itemArrayOf(folder, {L"one.txt", L"二.txt"});
  require(one && two, "the shell makes item arrays");
  const auto root = make<IExplorerCommand>(explorer::kExplorerCommandClass);
  require(static_cast<bool>(root), "the command can be made");
  EXPCMDSTATE state = ECS_ENABLED;
  EXPCMDFLAGS flags = 0;
  check(root->GetState(one.get(), FALSE, &state) == E_PENDING, "where it must not be slow, it asks to be asked again");
  check(root->GetState(nullptr, TRUE, &state) == S_OK && state == ECS_HIDDEN, "nothing selected: hidden");
  const auto desktop = virtualItems();
  check(desktop && root->GetState(desktop.get(), TRUE, &state) == S_OK && state == ECS_HIDDEN, "a virtual folder: hidden");
  check(SUCCEEDED(root->GetFlags(&flags)) && flags == ECF_HASSUBCOMMANDS, "it has commands below it");
  check(!titleOf(root.get()).empty(), "it has a title");
  check(root->GetState(two.get(), TRUE, &state) == S_OK && state == ECS_ENABLED, "two files: shown");
  ComPtr<IEnumExplorerCommand> commands, copy;
  ComPtr<IExplorerCommand> command;
  ULONG fetched = 0;
  require(SUCCEEDED(root->EnumSubCommands(commands.out())), "the commands below can be listed");
  check(commands->Next(1, command.out(), &fetched) == S_OK && fetched == 1, "two files: backup");
  check(commands->Next(1, command.out(), &fetched) == S_FALSE && fetched == 0 && !command, "and nothing else");
  check(root->GetState(one.get(), TRUE, &state) == S_OK && state == ECS_ENABLED, "one file: shown");
  require(SUCCEEDED(root->EnumSubCommands(commands.out())), "the commands below can be listed");
  IExplorerCommand* all[8] = {};
  check(commands->Next(8, all, &fetched) == S_FALSE && fetched == 2, "one file: backup, why");
  for (ULONG index = 0; index < fetched; ++index) {
    const ComPtr<IExplorerCommand> owned(all[index]);
    check(!titleOf(owned.get()).empty() && owned->GetState(one.get(), FALSE, &state) == S_OK && state == ECS_ENABLED, "each has a title and can be chosen");
  }
  check(commands->Reset() == S_OK && commands->Skip(1) == S_OK && SUCCEEDED(commands->Clone(copy.out())), "the list can be rewound, skipped and copied");
  check(copy->Next(8, all, &fetched) == S_FALSE && fetched == 1, "a copy goes on where the original was");
  for (ULONG index = 0; index < fetched; ++index) all[index]->Release();
  check(FAILED(root->GetTitle(nullptr, nullptr)) && FAILED(root->GetState(nullptr, TRUE, nullptr)) && FAILED(commands->Next(1, nullptr, nullptr)), "null is refused");
}

}  // namespace mamori::host
