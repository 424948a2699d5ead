#include "endpoint/published_name.h"

#include <array>

#include "include/mamori_shim.h"
#include "os/token.h"
#include "status/word_copy.h"

namespace mamori::shim {
namespace {

constexpr std::size_t kMaxPlaceBytes = 64;
constexpr std::size_t kFileBytes = kTokenBytes;

/// Hexadecimal digits only, so that it names a file of this folder whoever asks.
std::string fileNameOf(std::span<const std::uint8_t> place) {
  const std::string text(place.begin(), place.end());
  return !text.empty() && text.size() <= kMaxPlaceBytes && isToken(text) ? text + ".endpoint" : std::string();
}

std::uint64_t* wordsOf(const MappedFile& file) noexcept { return reinterpret_cast<std::uint64_t*>(file.data()); }

}  // namespace

PublishedName::~PublishedName() {
  if (!file_) return;
  const std::array<std::uint8_t, kTokenBytes> nothing{};
  storeBytes(wordsOf(file_), nothing.data(), nothing.size());
}

std::int32_t PublishedName::publish(const std::string& folder, std::span<const std::uint8_t> place, const std::string& token, PublishedName& out) {
  const std::string name = fileNameOf(place);
  if (name.empty() || token.size() != kTokenBytes) return MAMORI_ERROR_ARGUMENT;
  PublishedName made;
  std::int32_t code = OwnFolder::make(folder, made.folder_);
  if (code != 0) return code;
  if (made.folder_.open(name, kFileBytes, Access::kWrite, made.file_) != 0) {
    made.folder_.remove(name);
    code = made.folder_.create(name, kFileBytes, made.file_);
    if (code == 0) code = made.file_.allocate(0, kFileBytes);
    if (code != 0) return code;
  }
  storeBytes(wordsOf(made.file_), reinterpret_cast<const std::uint8_t*>(token.data()), token.size());
  out = std::move(made);
  return 0;
}

std::int32_t PublishedName::find(const std::string& folder, std::span<const std::uint8_t> place, std::string& token) {
  const std::string name = fileNameOf(place);
  if (name.empty()) return MAMORI_ERROR_ARGUMENT;
  token.clear();
  OwnFolder own;
  MappedFile file;
  std::int32_t code = OwnFolder::find(folder, own);
  if (code == 0) code = own.open(name, kFileBytes, Access::kRead, file);
  if (code == MAMORI_ERROR_FOREIGN) return code;
  if (code != 0) return 0;
  std::array<std::uint8_t, kTokenBytes> bytes{};
  loadBytes(wordsOf(file), bytes.data(), bytes.size());
  const std::string read(bytes.begin(), bytes.end());
  if (isToken(read)) token = read;
  return 0;
}

}  // namespace mamori::shim
