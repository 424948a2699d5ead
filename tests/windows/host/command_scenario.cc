#include <windows.h>

#include "check.h"
#include "com/class_ids.h"
#include "command_reading.h"
#include "hostile_items.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

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
  check(commands->Next(1, command.out(), &fetched) == S_OK && fetched == 1 && titleOf(command.get()).find(L"&B") != std::wstring::npos, "two files: backup first");
  check(commands->Next(1, nullptr, &fetched) == E_INVALIDARG, "null is refused");
  check(root->GetState(one.get(), TRUE, &state) == S_OK && state == ECS_ENABLED, "one file: shown");
  require(SUCCEEDED(root->EnumSubCommands(commands.out())), "the commands below can be listed");
  IExplorerCommand* all[16] = {};
  check(commands->Next(16, all, &fetched) == S_FALSE && fetched == 6, "one file: backup, versions and a copy, why");
  for (ULONG index = 0; index < fetched; ++index) {
    const ComPtr<IExplorerCommand> owned(all[index]);
    const bool isSeparator = SUCCEEDED(owned->GetFlags(&flags)) && flags == ECF_ISSEPARATOR;
    check(isSeparator == titleOf(owned.get()).empty() && owned->GetState(one.get(), FALSE, &state) == S_OK && state == ECS_ENABLED, "each has a title, or separates");
  }
  check(commands->Reset() == S_OK && commands->Skip(1) == S_OK && SUCCEEDED(commands->Clone(copy.out())), "the list can be rewound, skipped and copied");
  check(copy->Next(16, all, &fetched) == S_FALSE && fetched == 5, "a copy goes on where the original was");
  for (ULONG index = 0; index < fetched; ++index) all[index]->Release();
  check(commands->Skip(100) == S_FALSE && commands->Next(1, all, &fetched) == S_FALSE && fetched == 0, "behind its end there is nothing");
  check(FAILED(root->GetTitle(nullptr, nullptr)) && FAILED(root->GetState(nullptr, TRUE, nullptr)), "null is refused");
}

/// Arrays that programs make, rather than the shell.
void hostileItemsScenario() {
  OpenCommand command;
  bool hidden = true;
  for (const HostileItems::Kind kind : HostileItems::kKinds) hidden = hidden && !command.open(hostileItems(kind).get());
  check(hidden, "items that are null, that fail, that have no name or a virtual one, or more than they say: hidden");
  check(command.open(manyItems(10'000).get()) && command.commands().size() == 1, "10,000 items: backup");
  EXPCMDSTATE state = ECS_ENABLED;
  const auto root = make<IExplorerCommand>(explorer::kExplorerCommandClass);
  const auto most = manyItems(10'000);
  HRESULT answer = S_OK;
  check(shortestMs(500, [&] { answer = root->GetState(most.get(), FALSE, &state); }) < 500 && answer == E_PENDING, "where it must not be slow, nobody counts them");
  check(!command.open(manyItems(10'001).get()), "10,001: hidden");
  check(command.open(manyItems(100).get()) && command.commands().size() == 3, "a hundred: backup and why");
  check(command.open(manyItems(101).get()) && command.commands().size() == 1, "one more: backup only");
}

}  // namespace mamori::host
