#pragma once

#include "archive/pack_assembler.h"
#include "archive/vault.h"
#include "binding/native_object.h"

namespace mamori::binding {

struct VaultTag {
  static constexpr const char* name = "vault";
  static constexpr std::uint64_t lower = 0x6f1c0a4d7be24913, upper = 0x9d3e58c1a07f4b62;
};
using VaultObject = NativeObject<const Vault, VaultTag>;

struct OpenContainerTag {
  static constexpr const char* name = "container";
  static constexpr std::uint64_t lower = 0x2b94d06ef8a1473c, upper = 0xb7605d1c39e84fa5;
};
using OpenContainerObject = NativeObject<const OpenContainer, OpenContainerTag>;

/// Adds to the exports: openVault, closeVault, seal, open, xaesSeal, xaesOpen, finishRun, readFooter.
void exportVault(Napi::Env env, Napi::Object exports);

/// The port's `OpenContainer`: `{ sizeBytes, handle }`, or undefined for an empty one.
Napi::Value toOpenContainer(Napi::Env env, OpenContainer open);
/// What toOpenContainer made; an empty one for undefined.
OpenContainer copyOpenContainer(Napi::Value value);

/// `{ name, bytes, sizeBytes, footer }` (the port's StoredPack), with the memory given to JavaScript.
Napi::Object toStoredPack(Napi::Env env, SealedContainer object);

}  // namespace mamori::binding
