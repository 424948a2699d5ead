#include "crypto/process_symbol.h"

#include <dlfcn.h>

namespace mamori {

void* findProcessSymbol(const char* name) noexcept { return dlsym(RTLD_DEFAULT, name); }

}  // namespace mamori
