#pragma once

#include <napi.h>

namespace mamori::binding {

/// Adds to the exports the jobs: backup, backupPaths, storeMetadata.
void exportBackup(Napi::Env env, Napi::Object exports);

}  // namespace mamori::binding
