#include "binding/backup_binding.h"

#include "archive/backup.h"
#include "archive/index_lookup.h"
#include "binding/index_object.h"
#include "binding/job.h"
#include "binding/js_ports.h"
#include "binding/vault_object.h"

namespace mamori::binding {
namespace {

struct BackupCall {
  BackupInput input;
  FunctionHandle sink, onRecords, onErrors;
};

ExclusionRules readExclusions(const Arguments& options, std::vector<std::string>& subtrees, bool& oneFileSystem) {
  const Arguments rules = options.object("exclusions");
  ExclusionRules exclusions;
  exclusions.extensions = rules.texts("extensions");
  exclusions.hidden = rules.flag("hidden");
  exclusions.patterns = rules.texts("patterns");
#ifdef _WIN32
  exclusions.ignoreCase = true;
#endif
  subtrees = rules.texts("subtrees");
  oneFileSystem = rules.flag("oneFileSystem");
  return exclusions;
}

SourceLimits readLimits(const Arguments& options) {
  SourceLimits limits;
  if (!options.has("limits")) return limits;
  const Arguments given = options.object("limits");
  if (given.has("fileBytes")) limits.fileBytes = given.number("fileBytes");
  if (given.has("pathUnits")) limits.pathUnits = given.number("pathUnits");
  limits.plainNames = given.flag("plainNames");
  return limits;
}

PackAssembler::Options readPackOptions(const Arguments& options) {
  return {options.number("packBytes"), options.number("inlineBytes")};
}

/// What backup and backupPaths have in common: (vault, index, options).
std::shared_ptr<BackupCall> readCall(const Napi::CallbackInfo& info, const Arguments& options) {
  auto call = std::make_shared<BackupCall>();
  const auto index = IndexObject::from(info[1]);
  call->input.vault = VaultObject::from(info[0]);
  if (index) call->input.index = index->index;
  call->input.root = options.text("root");
  const ByteView sourceId = options.bytes("sourceId");
  if (sourceId.size() == call->input.sourceId.size()) std::copy(sourceId.begin(), sourceId.end(), call->input.sourceId.begin());
  else throwBug(info.Env(), "sourceId must have 16 bytes");
  call->input.sequence = options.number("sequence");
  call->input.generation = options.flag("generation");
  call->input.imagePath = options.text("imagePath");
  call->input.exclusions = readExclusions(options, call->input.excludedFolders, call->input.oneFileSystem);
  call->input.keepRemoved = options.has("keepRemoved") && options.flag("keepRemoved");
  call->input.limits = readLimits(options);
  call->input.packs = readPackOptions(options);
  if (options.has("open")) call->input.open = copyOpenContainer(options.value("open"));
  call->sink = options.function("sink");
  call->onRecords = options.function("onRecords");
  call->onErrors = options.function("onErrors");
  return isPending(info.Env()) ? nullptr : call;
}

Napi::Object toCounts(Napi::Env env, const BackupResult& result) {
  auto counts = Napi::Object::New(env);
  const auto set = [&](const char* name, std::uint64_t value) { counts.Set(name, toNumber(env, value)); };
  set("files", result.totals.files);
  set("directories", result.totals.directories);
  set("bytes", result.totals.bytes);
  set("new", result.counts.files.added);
  set("changed", result.counts.files.changed);
  set("removed", result.counts.files.removed);
  set("newFolders", result.counts.directories.added);
  set("changedFolders", result.counts.directories.changed);
  set("removedFolders", result.counts.directories.removed);
  set("unchanged", result.totals.unchanged);
  set("kept", result.totals.kept);
  set("failed", result.counts.failed);
  set("readBytes", result.counts.readBytes);
  set("storedBytes", result.packs.storedBytes);
  return counts;
}

Napi::Array toPackNames(Napi::Env env, const std::vector<StoredPackName>& packs) {
  auto array = Napi::Array::New(env, packs.size());
  for (std::uint32_t i = 0; i < packs.size(); ++i) {
    auto pack = Napi::Object::New(env);
    pack.Set("name", Napi::String::New(env, packs[i].name));
    pack.Set("sizeBytes", toNumber(env, packs[i].sizeBytes));
    array.Set(i, pack);
  }
  return array;
}

/// A function that starts the job which commits the image; a second call finds nothing to do.
Napi::Function toCommit(Napi::Env env, std::shared_ptr<std::unique_ptr<PendingImage>> pending) {
  return Napi::Function::New(env, [pending](const Napi::CallbackInfo& info) -> Napi::Value {
    auto image = std::make_shared<std::unique_ptr<PendingImage>>(std::move(*pending));
    return startJob(info.Env(), "image", [image](JobControl&, JsChannel&) -> Result<Deliver> {
      if (*image) MAMORI_TRY((*image)->commit());
      image->reset();
      return Deliver([](Napi::Env done) { return done.Undefined(); });
    });
  }, "commitImage");
}

Napi::Value toOutcome(Napi::Env env, BackupResult& result) {
  auto outcome = Napi::Object::New(env);
  outcome.Set("records", toContent(env, result.records.content, result.records.bytes));
  outcome.Set("open", toOpenContainer(env, std::move(result.packs.open)));
  outcome.Set("packs", toPackNames(env, result.packs.packs));
  outcome.Set("counts", toCounts(env, result));
  outcome.Set("complete", Napi::Boolean::New(env, result.complete));
  outcome.Set("commitImage", toCommit(env, std::make_shared<std::unique_ptr<PendingImage>>(std::move(result.image))));
  return outcome;
}

using Run = std::function<Result<BackupResult>(const BackupInput&, BackupSinks, JobControl&)>;

Napi::Value start(Napi::Env env, const char* name, std::shared_ptr<BackupCall> call, Run run) {
  return startJob(env, name, [call, run = std::move(run)](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    JsBlobSink packs(channel, call->sink);
    JsRecordSink records(channel, call->onRecords);
    JsErrorSink errors(channel, call->onErrors);
    auto result = run(call->input, {packs, records, errors}, control);
    if (!result.ok()) return std::move(result).error();
    auto held = std::make_shared<BackupResult>(std::move(*result));
    return Deliver([held](Napi::Env done) { return toOutcome(done, *held); });
  });
}

/// backup(vault, index, options)
Napi::Value backup(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = readCall(info, options);
  std::optional<std::vector<std::string>> only;
  if (options.has("onlyFolders")) only = options.texts("onlyFolders");
  if (!call || isPending(env)) return env.Undefined();
  return start(env, "backup", std::move(call), [only = std::move(only)](const BackupInput& input, BackupSinks sinks, JobControl& control) {
    return runBackup(input, only, sinks, control);
  });
}

/// backupPaths(vault, index, options)
Napi::Value backupPaths(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = readCall(info, options);
  auto items = std::make_shared<std::vector<PathChanges::Item>>();
  options.each("paths", [&](Napi::Value value) {
    const Arguments item(env, value);
    items->push_back({item.text("path"), item.has("currentRecord") ? copyOf(item.value("currentRecord")) : ByteBuffer()});
  });
  if (!call || isPending(env)) return env.Undefined();
  return start(env, "backup", std::move(call), [items](const BackupInput& input, BackupSinks sinks, JobControl& control) {
    return runPathBackup(input, std::move(*items), sinks, control);
  });
}

struct MetadataCall {
  std::shared_ptr<const Vault> vault;
  std::shared_ptr<const ChunkIndex> index;
  std::vector<ByteBuffer> chunks;
  OpenContainer open;
  PackAssembler::Options packs;
  FunctionHandle sink;
};

struct StoredMetadata {
  StoredContent content;
  OpenContainer open;
};

Result<StoredMetadata> storeChunks(MetadataCall& call, BlobSink& sink, JobControl& control) {
  FirstFailure failure(control);
  IndexLookup lookup(*call.index, failure);
  PackAssembler assembler(call.vault->keyring, call.packs, sink, failure, std::move(call.open));
  RecordStore records(*call.vault, lookup, assembler);
  for (const ByteBuffer& chunk : call.chunks) MAMORI_TRY(records.addChunk(chunk));
  StoredMetadata stored;
  MAMORI_ASSIGN(stored.content, records.finish());
  MAMORI_ASSIGN(AssembledPacks packs, assembler.finish());
  stored.open = std::move(packs.open);
  return stored;
}

/// storeMetadata(vault, index, options)
Napi::Value storeMetadata(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Arguments options(env, info[2]);
  auto call = std::make_shared<MetadataCall>();
  call->vault = VaultObject::from(info[0]);
  if (const auto index = IndexObject::from(info[1])) call->index = index->index;
  options.each("chunks", [&](Napi::Value chunk) {
    if (!viewOf(chunk).empty()) call->chunks.push_back(copyOf(chunk));
  });
  call->open = copyOpenContainer(options.value("open"));
  call->packs = readPackOptions(options);
  call->sink = options.function("sink");
  if (isPending(env)) return env.Undefined();
  return startJob(env, "metadata", [call](JobControl& control, JsChannel& channel) -> Result<Deliver> {
    JsBlobSink sink(channel, call->sink);
    auto stored = storeChunks(*call, sink, control);
    if (!stored.ok()) return std::move(stored).error();
    auto held = std::make_shared<StoredMetadata>(std::move(*stored));
    return Deliver([held](Napi::Env done) -> Napi::Value {
      auto result = Napi::Object::New(done);
      result.Set("content", toContent(done, held->content.content, held->content.bytes));
      result.Set("open", toOpenContainer(done, std::move(held->open)));
      return result;
    });
  });
}

}  // namespace

void exportBackup(Napi::Env env, Napi::Object exports) {
  exports.Set("backup", Napi::Function::New(env, backup, "backup"));
  exports.Set("backupPaths", Napi::Function::New(env, backupPaths, "backupPaths"));
  exports.Set("storeMetadata", Napi::Function::New(env, storeMetadata, "storeMetadata"));
}

}  // namespace mamori::binding
