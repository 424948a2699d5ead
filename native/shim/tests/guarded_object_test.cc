#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "install/guarded_object.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::uint32_t kRead = 0x0012'00a9, kModify = 0x0013'01bf, kFull = 0x001f'01ff, kAppendData = 0x0004;
constexpr std::uint8_t kInheritOnly = 0x0b;  // by files and folders below, not here
const std::string kSystem = "S-1-5-18", kAdministrators = "S-1-5-32-544", kUsers = "S-1-5-32-545", kAccounts = "S-1-5-11", kCreatorOwner = "S-1-3-0",
                  kInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", kPerson = "S-1-5-21-1-2-3-1001", kPackages = "S-1-15-2-1";

void add(Bytes& bytes, std::uint64_t value, std::size_t count) {
  for (; count > 0; --count, value >>= 8) bytes.push_back(static_cast<std::byte>(value & 0xff));
}

void addSid(Bytes& bytes, const std::string& text) {
  std::vector<std::uint64_t> parts;
  for (std::size_t at = 4; at < text.size(); at = text.find('-', at) == std::string::npos ? text.size() : text.find('-', at) + 1) parts.push_back(std::stoull(text.substr(at)));
  add(bytes, 1, 1);
  add(bytes, parts.size() - 1, 1);
  for (int shift = 40; shift >= 0; shift -= 8) add(bytes, parts[0] >> shift, 1);
  for (std::size_t index = 1; index < parts.size(); ++index) add(bytes, parts[index], 4);
}

struct Entry {
  std::string sid;
  std::uint32_t rights;
  std::uint8_t flags = 0;
  std::uint8_t type = 0;
};

/// As Windows lays it out: head, owner, list.
Bytes descriptorOf(const std::string& owner, const std::vector<Entry>& entries, std::uint16_t control = 0x8004) {
  Bytes sid, list;
  addSid(sid, owner);
  for (const Entry& entry : entries) {
    Bytes one;
    if (entry.type == 5) add(one, 1, 4), add(one, 0, 16);  // of one kind of object, which is named
    addSid(one, entry.sid);
    add(list, entry.type, 1);
    add(list, entry.flags, 1);
    add(list, 8 + one.size(), 2);
    add(list, entry.rights, 4);
    list.insert(list.end(), one.begin(), one.end());
  }
  Bytes bytes;
  add(bytes, 1, 1), add(bytes, 0, 1), add(bytes, control, 2);
  add(bytes, 20, 4), add(bytes, 0, 4), add(bytes, 0, 4), add(bytes, 20 + sid.size(), 4);
  bytes.insert(bytes.end(), sid.begin(), sid.end());
  add(bytes, 2, 1), add(bytes, 0, 1), add(bytes, 8 + list.size(), 2), add(bytes, entries.size(), 2), add(bytes, 0, 2);
  bytes.insert(bytes.end(), list.begin(), list.end());
  return bytes;
}

std::string verdict(const Bytes& descriptor, PathRole role = PathRole::kHeld) {
  const auto facts = accessFactsOf(descriptor);
  return facts ? strangerAt(*facts, role).value_or("none") : "refused";
}

/// %ProgramFiles% of Windows 11.
const std::vector<Entry> kProgramFiles = {
    {kInstaller, kFull}, {kInstaller, 0x1000'0000, kInheritOnly}, {kSystem, kModify}, {kSystem, 0x1000'0000, kInheritOnly}, {kAdministrators, kModify},
    {kAdministrators, 0x1000'0000, kInheritOnly}, {kUsers, kRead}, {kUsers, 0xa000'0000, kInheritOnly}, {kCreatorOwner, 0x1000'0000, kInheritOnly}, {kPackages, kRead}};
/// The root of its drive: everybody with an account may make folders there.
const std::vector<Entry> kDriveRoot = {{kSystem, kFull}, {kAdministrators, kFull}, {kUsers, kRead}, {kAccounts, kAppendData}, {kAccounts, kModify, kInheritOnly}};

}  // namespace

TEST("places that Windows sets up are guarded") {
  CHECK(verdict(descriptorOf(kInstaller, kProgramFiles)) == "none");
  CHECK(verdict(descriptorOf(kInstaller, kDriveRoot), PathRole::kAbove) == "none");
  CHECK(verdict(descriptorOf(kAdministrators, {{kSystem, kFull}, {kAdministrators, kFull}, {kUsers, kRead}, {kPackages, kRead}})) == "none");
}

TEST("a folder where everybody may make folders holds nothing of ours") {
  CHECK(verdict(descriptorOf(kInstaller, kDriveRoot)) == kAccounts);
}

TEST("an owner may change the list, so only some are trusted") {
  CHECK(verdict(descriptorOf(kPerson, {{kAdministrators, kFull}})) == kPerson);
  CHECK(verdict(descriptorOf(kPerson, {{kAdministrators, kFull}}), PathRole::kAbove) == kPerson);
  CHECK(verdict(descriptorOf("S-1-5-80-1-2-3-4-5", {})) == "S-1-5-80-1-2-3-4-5");
  CHECK(verdict(descriptorOf(kSystem, {})) == "none");
}

TEST("each right to write gives a stranger away") {
  for (const std::uint32_t right : {0x2u, 0x4u, 0x10u, 0x40u, 0x100u, 0x1'0000u, 0x4'0000u, 0x8'0000u, 0x1000'0000u, 0x4000'0000u}) {
    CHECK(verdict(descriptorOf(kSystem, {{kUsers, kRead}, {kPerson, right}})) == kPerson);
  }
  for (const std::uint32_t right : {0x40u, 0x1'0000u, 0x4'0000u, 0x8'0000u, 0x1000'0000u}) {
    CHECK(verdict(descriptorOf(kSystem, {{kPerson, right}}), PathRole::kAbove) == kPerson);
  }
  for (const std::uint32_t right : {0x2u, 0x4u, 0x10u, 0x100u, 0x4000'0000u}) CHECK(verdict(descriptorOf(kSystem, {{kPerson, right}}), PathRole::kAbove) == "none");
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kRead}, {"S-1-1-0", 0x8000'0000u}})) == "none");
}

TEST("no list lets everybody in, an empty one nobody") {
  CHECK(verdict(descriptorOf(kSystem, {}, 0x8000)) == "S-1-1-0");
  Bytes without = descriptorOf(kSystem, {});
  std::memset(without.data() + 16, 0, 4);
  CHECK(verdict(without) == "S-1-1-0");
  CHECK(verdict(descriptorOf(kSystem, {})) == "none");
}

TEST("what is denied is not subtracted, and entries of other kinds count as well") {
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kFull, 0, 1}, {kPerson, kModify}})) == kPerson);
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kFull, 0, 1}})) == "none");
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kFull, 0, 5}})) == kPerson);
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kFull, 0, 9}})) == kPerson);
  CHECK(verdict(descriptorOf(kSystem, {{kPerson, kRead, 0, 4}})) == "refused");
}

TEST("placeholders for owners and makers are nobody") {
  CHECK(verdict(descriptorOf(kSystem, {{kCreatorOwner, kFull}, {"S-1-3-1", kFull}, {"S-1-3-4", kFull}})) == "none");
}

TEST("no cut and no flipped byte of a descriptor is read outside it") {
  const Bytes whole = descriptorOf(kInstaller, kProgramFiles);
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(verdict(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) == "refused");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      Bytes damaged = whole;
      damaged[at] = static_cast<std::byte>(value);
      CHECK(!verdict(Bytes(damaged)).empty());
    }
  }
}

int main(int argc, char** argv) { return check::run(argc, argv); }
