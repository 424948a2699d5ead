#pragma once

#include "base/job_control.h"
#include "restore/restore_options.h"

namespace mamori {

/// Restores items into a folder; nothing is ever written outside it.
///
/// Blocks until all is written and synced. Runs one writer per core and four reads at a time of its own; memory is about 60 MB plus
/// 150 bytes and a record per folder. Single files fail by themselves, through `services.onFailures`. The whole job fails with
/// `restore.target-unusable`, `engine.bad-argument` (a batch's table), whatever `nextItems` fails with, and `engine.cancelled`;
/// temporary names are gone by then, files that were finished stay.
Result<RestoreTotals> restoreTree(const RestoreServices& services, const RestoreOptions& options, JobControl& control);

}  // namespace mamori
