#include "binding/vault_object.h"

#include <algorithm>

#include "archive/blob_ports.h"
#include "binding/job.h"
#include "codec/zstd.h"
#include "pack/container_reader.h"
#include "pack/container_writer.h"

namespace mamori::binding {
namespace {

// Single envelopes are configuration, roots, lists: what is larger than this is no such thing.
constexpr std::uint64_t kMaxPlainBytes = 512u << 20;

Napi::Value fail(Napi::Env env, const Error& error) {
  toJsError(env, error).ThrowAsJavaScriptException();
  return env.Undefined();
}

template <std::size_t N>
bool copyExactly(Napi::Env env, ByteView from, std::array<std::uint8_t, N>& to, const char* what) {
  if (from.size() != N) {
    throwBug(env, std::string(what) + " has the wrong length");
    return false;
  }
  std::copy(from.begin(), from.end(), to.begin());
  return true;
}

/// openVault({ vaultId, epochs: [{ epoch, key }], chunking })
Napi::Value openVaultCall(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[0]);
  VaultOptions vault;
  copyExactly(env, options.bytes("vaultId"), vault.id, "vaultId");
  options.each("epochs", [&](Napi::Value value) {
    const Arguments epoch(env, value);
    copyExactly(env, epoch.bytes("key"), vault.masterKeys[static_cast<std::uint32_t>(epoch.number("epoch"))], "a master key");
  });
  const Arguments chunking = options.object("chunking");
  vault.chunkSizes = {static_cast<std::size_t>(chunking.number("minBytes")), static_cast<std::size_t>(chunking.number("averageBytes")),
                      static_cast<std::size_t>(chunking.number("maxBytes"))};
  vault.wholeFileBytes = static_cast<std::size_t>(chunking.number("wholeFileBytes"));
  auto opened = isPending(env) ? Result<std::shared_ptr<const Vault>>(makeError("engine.bad-argument")) : openVault(vault);
  for (auto& [epoch, key] : vault.masterKeys) wipe(key.data(), key.size());
  if (isPending(env)) return env.Undefined();
  return opened.ok() ? VaultObject::wrap(env, std::move(*opened)) : fail(env, opened.error());
}

Napi::Value closeVault(const Napi::CallbackInfo& info) {
  VaultObject::disown(info[0]);
  return info.Env().Undefined();
}

bool readType(const Napi::CallbackInfo& info, EnvelopeType& type) {
  const std::uint32_t number = info[1].IsNumber() ? info[1].As<Napi::Number>().Uint32Value() : 0;
  if (number > 9 || !isEnvelopeType(static_cast<std::uint8_t>(number))) {
    throwBug(info.Env(), "no type of envelope");
    return false;
  }
  type = static_cast<EnvelopeType>(number);
  return true;
}

/// seal(vault, type, plaintext)
Napi::Value seal(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto vault = VaultObject::from(info[0]);
  EnvelopeType type;
  if (!vault || !readType(info, type)) return env.Undefined();
  const ByteView plain = viewOf(info[2]);
  ByteBuffer compressed, sealed;
  const bool pays = compressIfWorthwhile(plain, compressed);
  const Status status = sealEnvelope(vault->keyring, type, pays, pays ? ByteView(compressed) : plain, sealed);
  return status.ok() ? giveBuffer(env, std::move(sealed)) : fail(env, status.error());
}

/// open(vault, type, envelope, digestMatched)
Napi::Value open(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto vault = VaultObject::from(info[0]);
  EnvelopeType type;
  if (!vault || !readType(info, type)) return env.Undefined();
  const bool matched = info[3].IsBoolean() && info[3].As<Napi::Boolean>().Value();
  auto plain = openEnvelope(vault->keyring, type, viewOf(info[2]), kMaxPlainBytes, matched ? Integrity::digestMatched : Integrity::unknown);
  return plain.ok() ? giveBuffer(env, std::move(*plain)) : fail(env, plain.error());
}

struct SealArguments {
  std::array<std::uint8_t, XaesKey::kKeyBytes> key{};
  std::array<std::uint8_t, XaesKey::kNonceBytes> nonce{};
  bool valid;

  explicit SealArguments(const Napi::CallbackInfo& info)
      : valid(copyExactly(info.Env(), viewOf(info[0]), key, "key") && copyExactly(info.Env(), viewOf(info[1]), nonce, "nonce")) {}
  ~SealArguments() { wipe(key.data(), key.size()); }
};

Result<XaesKey> xaesKeyOf(const SealArguments& arguments) {
  MAMORI_TRY(loadOpenssl());
  return XaesKey::create(arguments.key);
}

/// xaesSeal(key, nonce, plaintext, associatedData)
Napi::Value xaesSeal(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const SealArguments arguments(info);
  if (!arguments.valid) return env.Undefined();
  const auto key = xaesKeyOf(arguments);
  if (!key.ok()) return fail(env, key.error());
  const ByteView plain = viewOf(info[2]);
  ByteBuffer sealed(plain.size() + XaesKey::kTagBytes);
  if (!key->seal(arguments.nonce.data(), viewOf(info[3]), plain, sealed.data(), sealed.data() + plain.size())) {
    return fail(env, makeError("engine.crypto-unavailable", "sealing failed"));
  }
  return giveBuffer(env, std::move(sealed));
}

/// xaesOpen(key, nonce, sealed, associatedData): undefined when the tag does not match
Napi::Value xaesOpen(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const SealArguments arguments(info);
  if (!arguments.valid) return env.Undefined();
  const auto key = xaesKeyOf(arguments);
  if (!key.ok()) return fail(env, key.error());
  const ByteView sealed = viewOf(info[2]);
  if (sealed.size() < XaesKey::kTagBytes) return env.Undefined();
  const ByteView text = sealed.first(sealed.size() - XaesKey::kTagBytes);
  ByteBuffer plain(text.size());
  if (!key->open(arguments.nonce.data(), viewOf(info[3]), text, text.data() + text.size(), plain.data())) return env.Undefined();
  const auto copied = toBuffer(env, plain);
  wipe(plain.data(), plain.size());
  return copied;
}

Result<SealedContainer> assembleRun(const Vault& vault, OpenContainer open, ByteView root, bool pad) {
  ContainerWriter writer(vault.keyring, ContainerKind::runObject, kDefaultPackBytes, pad ? Padding::padme : Padding::none);
  for (SealedSegment& segment : open.data) writer.append(std::move(segment));
  for (SealedSegment& segment : open.metadata) writer.append(std::move(segment));
  MAMORI_ASSIGN(SealedSegment sealedRoot, sealRunRoot(vault.keyring, root));
  writer.append(std::move(sealedRoot));
  return writer.finish();
}

/// finishRun(vault, open, root, pad)
Napi::Value finishRun(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto vault = VaultObject::from(info[0]);
  if (!vault) return env.Undefined();
  OpenContainer open = copyOpenContainer(info[1]);
  if (isPending(env)) return env.Undefined();
  const bool pad = info[3].IsBoolean() && info[3].As<Napi::Boolean>().Value();
  auto object = assembleRun(*vault, std::move(open), viewOf(info[2]), pad);
  if (!object.ok()) return fail(env, object.error());
  const std::string sha256 = toHex(object->sha256);
  auto result = toStoredPack(env, std::move(*object));
  result.Set("sha256", Napi::String::New(env, sha256));
  return result;
}

Napi::Object toSegment(Napi::Env env, const LocatedSegment& segment) {
  auto object = Napi::Object::New(env);
  object.Set("type", toNumber(env, static_cast<std::uint64_t>(segment.info.type)));
  object.Set("offset", toNumber(env, segment.offset));
  object.Set("sealedBytes", toNumber(env, segment.info.sealedBytes));
  object.Set("rawBytes", toNumber(env, segment.info.rawBytes));
  object.Set("chunkCount", toNumber(env, segment.info.chunks.size()));
  return object;
}

/// readFooter(vault, tail, containerBytes)
Napi::Value readFooter(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto vault = VaultObject::from(info[0]);
  if (!vault) return env.Undefined();
  const ByteView tail = viewOf(info[1]);
  const auto objectBytes = static_cast<std::uint64_t>(info[2].IsNumber() ? std::max(0.0, info[2].As<Napi::Number>().DoubleValue()) : 0);
  const auto needed = tailBytes(tail, objectBytes);
  if (!needed.ok()) return fail(env, needed.error());
  auto result = Napi::Object::New(env);
  if (tail.size() < *needed) {
    result.Set("neededBytes", toNumber(env, *needed));
    return result;
  }
  auto table = readContainerTable(vault->keyring, tail, objectBytes);
  if (!table.ok()) return fail(env, table.error());
  auto segments = Napi::Array::New(env, table->segments.size());
  std::vector<SegmentInfo> infos;
  for (std::uint32_t i = 0; i < table->segments.size(); ++i) {
    segments.Set(i, toSegment(env, table->segments[i]));
    infos.push_back(std::move(table->segments[i].info));
  }
  result.Set("footer", giveBuffer(env, encodeFooter(table->kind, infos)));
  result.Set("segments", segments);
  return result;
}

}  // namespace

Napi::Object toStoredPack(Napi::Env env, SealedContainer object) {
  auto pack = Napi::Object::New(env);
  auto pieces = Napi::Array::New(env, object.pieces.size());
  for (std::uint32_t i = 0; i < object.pieces.size(); ++i) pieces.Set(i, giveBuffer(env, std::move(object.pieces[i])));
  pack.Set("name", Napi::String::New(env, packName(object.sha256)));
  pack.Set("bytes", pieces);
  pack.Set("sizeBytes", toNumber(env, object.sizeBytes));
  pack.Set("footer", giveBuffer(env, encodeFooter(object.kind, object.segments)));
  return pack;
}

Napi::Value toOpenContainer(Napi::Env env, OpenContainer open) {
  if (open.empty()) return env.Undefined();
  auto object = Napi::Object::New(env);
  object.Set("sizeBytes", toNumber(env, open.sizeBytes()));
  object.Set("handle", OpenContainerObject::wrap(env, std::make_shared<const OpenContainer>(std::move(open))));
  return object;
}

OpenContainer copyOpenContainer(Napi::Value value) {
  if (value.IsUndefined() || value.IsEmpty()) return {};
  const auto open = OpenContainerObject::from(Arguments(value.Env(), value).value("handle"));
  return open ? *open : OpenContainer();
}

void exportVault(Napi::Env env, Napi::Object exports) {
  exports.Set("openVault", Napi::Function::New(env, openVaultCall, "openVault"));
  exports.Set("closeVault", Napi::Function::New(env, closeVault, "closeVault"));
  exports.Set("seal", Napi::Function::New(env, seal, "seal"));
  exports.Set("open", Napi::Function::New(env, open, "open"));
  exports.Set("xaesSeal", Napi::Function::New(env, xaesSeal, "xaesSeal"));
  exports.Set("xaesOpen", Napi::Function::New(env, xaesOpen, "xaesOpen"));
  exports.Set("finishRun", Napi::Function::New(env, finishRun, "finishRun"));
  exports.Set("readFooter", Napi::Function::New(env, readFooter, "readFooter"));
}

}  // namespace mamori::binding
