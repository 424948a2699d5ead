#include "command_reading.h"

#include <windows.h>

#include "check.h"
#include "com/class_ids.h"

namespace mamori::host {

std::wstring titleOf(IExplorerCommand* command) {
  wchar_t* title = nullptr;
  if (FAILED(command->GetTitle(nullptr, &title)) || !title) return L"";
  const std::wstring copy(title);
  CoTaskMemFree(title);
  return copy;
}

OpenCommand::OpenCommand() : root_(make<IExplorerCommand>(explorer::kExplorerCommandClass)) { require(static_cast<bool>(root_), "the command can be made"); }

bool OpenCommand::open(IShellItemArray* items) {
  EXPCMDSTATE state = ECS_ENABLED;
  entries_.clear();
  if (root_->GetState(items, FALSE, &state) != E_PENDING) return false;
  if (FAILED(root_->GetState(items, TRUE, &state)) || state == ECS_HIDDEN) return false;
  ComPtr<IEnumExplorerCommand> list;
  require(SUCCEEDED(root_->EnumSubCommands(list.out())), "the commands below can be listed");
  for (;;) {
    Entry entry{};
    ULONG fetched = 0;
    if (list->Next(1, entry.command.out(), &fetched) != S_OK || fetched != 1) return true;
    entry.title = titleOf(entry.command.get());
    require(SUCCEEDED(entry.command->GetFlags(&entry.flags)) && SUCCEEDED(entry.command->GetState(items, FALSE, &entry.state)), "each says what it is");
    entries_.push_back(std::move(entry));
  }
}

}  // namespace mamori::host
