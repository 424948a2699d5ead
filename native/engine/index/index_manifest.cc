#include "index/index_manifest.h"

#include "base/hash64.h"
#include "base/native_file.h"
#include "codec/byte_buffer.h"
#include "index/random_access_file.h"

namespace mamori {
namespace {

constexpr std::string_view kMagic = "MMRINDM1";

void appendNumbers(ByteBuffer& out, const std::vector<std::uint64_t>& numbers) {
  appendVarint(out, numbers.size());
  for (const std::uint64_t number : numbers) appendVarint(out, number);
}

std::vector<std::uint64_t> readNumbers(FieldReader& reader) {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t count = reader.varint(); count > 0 && !reader.failed(); --count) numbers.push_back(reader.varint());
  return numbers;
}

}  // namespace

std::string indexFilePath(const std::string& folder, std::uint64_t number) {
  return folder + "/chunks-" + std::to_string(number) + ".index";
}

std::string indexManifestPath(const std::string& folder) { return folder + "/chunks.manifest"; }

Result<IndexManifest> IndexManifest::read(const std::string& folder) {
  const std::string path = indexManifestPath(folder);
  MAMORI_ASSIGN(const auto file, RandomAccessFile::open(path));
  if (!file) return IndexManifest();
  if (file->sizeBytes() < kMagic.size() + 8 || file->sizeBytes() > (1u << 20)) return makeError("index.damaged", "manifest size");
  ByteBuffer bytes(static_cast<std::size_t>(file->sizeBytes()));
  MAMORI_TRY(file->readAt(0, bytes));
  const ByteView content = ByteView(bytes).first(bytes.size() - 8);
  FieldReader reader(content);
  if (textOf(reader.bytes(kMagic.size())) != kMagic || hash64(content) != loadU64(bytes.data() + content.size())) {
    return makeError("index.damaged", "manifest");
  }
  IndexManifest manifest;
  manifest.nextNumber = reader.varint();
  manifest.live = readNumbers(reader);
  manifest.obsolete = readNumbers(reader);
  if (reader.failed() || !reader.atEnd()) return makeError("index.damaged", "manifest");
  return manifest;
}

Status IndexManifest::write(const std::string& folder) const {
  ByteBuffer bytes;
  append(bytes, bytesOf(kMagic));
  appendVarint(bytes, nextNumber);
  appendNumbers(bytes, live);
  appendNumbers(bytes, obsolete);
  std::uint8_t hash[8];
  storeU64(hash, hash64(bytes));
  append(bytes, hash);
  const std::string path = indexManifestPath(folder);
  MAMORI_ASSIGN(auto file, createFile(path + ".new", "index.unwritable"));
  MAMORI_TRY(file->write(bytes));
  MAMORI_TRY(file->sync());
  file.reset();
  return replaceFile(path + ".new", path, "index.unwritable");
}

}  // namespace mamori
