#pragma once

#include <windows.h>

namespace mamori::explorer {

/// Enters the module's classes for all users (HKEY_LOCAL_MACHINE) at the place it was loaded from, and tells the shell.
///
/// All or nothing: what was entered is taken back when something fails. E_ACCESSDENIED without an administrator's rights.
HRESULT registerServer();

/// Takes out what registerServer enters, whatever of it is there. E_ACCESSDENIED without an administrator's rights.
HRESULT unregisterServer();

}  // namespace mamori::explorer
