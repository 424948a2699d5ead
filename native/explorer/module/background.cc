#include "module/background.h"

#include <windows.h>

#include <memory>
#include <new>

#include "module/module_use.h"

namespace mamori::explorer {
namespace {

struct Task {
  std::function<void()> work;
  ModuleUse use;
};

void CALLBACK runTask(PTP_CALLBACK_INSTANCE, void* context) noexcept {
  const std::unique_ptr<Task> task(static_cast<Task*>(context));
  try {
    task->work();
  } catch (...) {
    return;  // nobody waits for it; what it did not do, it has said where it is looked for
  }
}

}  // namespace

bool runInBackground(std::function<void()> work, bool mayTakeLong) noexcept {
  try {
    auto task = std::make_unique<Task>();
    task->work = std::move(work);
    TP_CALLBACK_ENVIRON environment;
    InitializeThreadpoolEnvironment(&environment);
    // The pool holds the module until the callback has returned: counting alone would let it go one instruction too early.
    SetThreadpoolCallbackLibrary(&environment, thisModule());
    if (mayTakeLong) SetThreadpoolCallbackRunsLong(&environment);
    if (!TrySubmitThreadpoolCallback(runTask, task.get(), &environment)) return false;
    task.release();
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace mamori::explorer
