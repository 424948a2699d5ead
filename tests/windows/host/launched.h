#pragma once

namespace mamori::host {

// The program that the extension starts for a click that waits: a copy of this one, under the name that `scripts/test-windows.mjs` gives it.

/// Whether this process is that copy; it then only counts its starts.
bool isLaunched();
void countLaunch();

/// How often it was started since the last forgetLaunched.
int launches();
void forgetLaunched();

}  // namespace mamori::host
