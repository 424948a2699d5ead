#include "menu_list_bytes.h"

namespace mamori::host {
namespace {

constexpr std::uint32_t kMagic = 0x314e4d4d, kHeaderBytes = 16;

void append(std::string& out, std::uint64_t value, int bytes) {
  for (int byte = 0; byte < bytes; ++byte) out += static_cast<char>(value >> (8 * byte));
}

}  // namespace

std::string MenuListBytes::bytes() const {
  std::string texts, entries;
  const auto put = [&](const std::string& text) {
    const std::size_t at = kHeaderBytes + texts.size();
    texts += text;
    return at;
  };
  for (const Entry& entry : entries_) {
    append(entries, 0, 8);  // no conditions
    append(entries, put(entry.command), 4);
    append(entries, put(entry.title), 4);
    append(entries, entry.command.size(), 2);
    append(entries, entry.title.size(), 2);
    append(entries, entry.group, 2);
    append(entries, entry.menu, 1);
    append(entries, entry.action, 1);
  }
  while (texts.size() % 4) texts += '\0';
  std::string out;
  append(out, kMagic, 4);
  append(out, kHeaderBytes + texts.size() + entries.size(), 4);
  append(out, entries_.size(), 4);
  append(out, kHeaderBytes + texts.size(), 4);
  return out + texts + entries;
}

}  // namespace mamori::host
