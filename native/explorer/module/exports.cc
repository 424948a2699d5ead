// What the system calls by name; native/explorer/exports.def lists the names.
#include "com/class_factory.h"
#include "com/com_ptr.h"
#include "com/guarded.h"
#include "module/module_use.h"
#include "registration/registration.h"

using namespace mamori::explorer;

STDAPI DllGetClassObject(REFCLSID id, REFIID iid, void** out) {
  if (!out) return E_POINTER;
  *out = nullptr;
  const ClassFactory::Make make = makerOf(id);
  if (!make) return CLASS_E_CLASSNOTAVAILABLE;
  return guarded([&] {
    const ComPtr<IClassFactory> factory(new ClassFactory(make));
    return factory->QueryInterface(iid, out);
  });
}

STDAPI DllCanUnloadNow() { return ModuleUse::isNone() ? S_OK : S_FALSE; }

STDAPI DllRegisterServer() {
  return guarded([] { return registerServer(); });
}

STDAPI DllUnregisterServer() {
  return guarded([] { return unregisterServer(); });
}

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, void*) {
  if (reason == DLL_PROCESS_ATTACH) DisableThreadLibraryCalls(module);
  return TRUE;
}
