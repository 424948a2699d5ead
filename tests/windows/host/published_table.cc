#include "published_table.h"

#include <windows.h>

#include <cstring>

#include "check.h"

namespace mamori::host {
namespace {

const std::uint8_t* bytesOf(const std::wstring& text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }
std::uint32_t sizeOf(const std::wstring& text) { return static_cast<std::uint32_t>(text.size() * sizeof(wchar_t)); }

std::wstring spellingsOf(const std::wstring& root) {
  const std::wstring facts = L"L" + root + std::wstring(1, L'\0');
  std::wstring out(32'768, L'\0');
  std::uint32_t written = 0;
  const auto code = mamori_root_spellings(MAMORI_PATHS_WINDOWS, bytesOf(facts), sizeOf(facts), reinterpret_cast<std::uint8_t*>(out.data()), sizeOf(out), &written);
  require(code >= 0, "the root's spellings are found");
  out.resize(written / sizeof(wchar_t));
  return out;
}

}  // namespace

PublishedTable::PublishedTable(const std::wstring& root) {
  std::int32_t error = 0;
  writer_ = mamori_writer_open(nullptr, 0, MAMORI_PATHS_WINDOWS, &error);
  require(writer_ != nullptr, "the status table can be published (code " + std::to_string(error) + ", system " + std::to_string(mamori_last_system_error()) + ")");
  const std::wstring spellings = spellingsOf(root);
  const std::int32_t number = mamori_writer_add_root(writer_, bytesOf(spellings), sizeOf(spellings));
  require(number >= 0, "the table takes a root");
  root_ = static_cast<std::uint32_t>(number);
  mamori_writer_heartbeat(writer_);
  trust(true);
  pulse_ = std::thread([this] {
    while (!silent_.load()) {
      mamori_writer_heartbeat(writer_);
      Sleep(200);
    }
  });
}

PublishedTable::~PublishedTable() {
  fallSilent();
  mamori_writer_close(writer_);
}

void PublishedTable::put(const std::wstring& below, std::uint8_t state) {
  const mamori_row row{sizeOf(below), state, 0, 0};
  require(mamori_writer_put(writer_, root_, bytesOf(below), sizeOf(below), &row, 1) == 1, "the table takes a row");
}

void PublishedTable::trust(bool trusted) { mamori_writer_trust_root(writer_, root_, trusted); }

void PublishedTable::setMenu(std::uint32_t format, const std::string& bytes) {
  const auto list = reinterpret_cast<const std::uint8_t*>(bytes.data());
  require(mamori_writer_set_menu(writer_, format, list, static_cast<std::uint32_t>(bytes.size())) == 0, "the table takes a list");
}

void PublishedTable::fallSilent() {
  silent_ = true;
  if (pulse_.joinable()) pulse_.join();
}

std::vector<std::wstring> PublishedTable::takeAsked() {
  std::vector<std::uint8_t> bytes(64 * 1024);
  std::uint32_t written = 0;
  mamori_writer_take_asked(writer_, bytes.data(), static_cast<std::uint32_t>(bytes.size()), &written);
  std::vector<std::wstring> folders;
  for (std::uint32_t at = 0; at + 4 <= written;) {
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + at, 4);
    std::wstring folder(length / sizeof(wchar_t), L'\0');
    std::memcpy(folder.data(), bytes.data() + at + 4, length);
    folders.push_back(std::move(folder));
    at += 4 + length;
  }
  return folders;
}

}  // namespace mamori::host
