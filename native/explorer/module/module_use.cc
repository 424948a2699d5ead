#include "module/module_use.h"

#include <atomic>

// The linker's name for where the module lies: known without a call, also before DllMain has run.
extern "C" IMAGE_DOS_HEADER __ImageBase;

namespace mamori::explorer {
namespace {

std::atomic<long> uses{0};

}  // namespace

void ModuleUse::begin() noexcept { uses.fetch_add(1, std::memory_order_relaxed); }
void ModuleUse::end() noexcept { uses.fetch_sub(1, std::memory_order_acq_rel); }
bool ModuleUse::isNone() noexcept { return uses.load(std::memory_order_acquire) == 0; }

HMODULE thisModule() noexcept { return reinterpret_cast<HMODULE>(&__ImageBase); }

}  // namespace mamori::explorer
