#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mamori::host {

/// A decision list in the bytes of MAMORI_MENU_FORMAT (src/shell/menu/menu-format.ts), of entries that always show.
class MenuListBytes {
 public:
  struct Entry {
    std::uint8_t menu;  // MAMORI_MENU_…
    std::uint16_t group;
    std::uint8_t action;
    std::string command, title;
  };

  void add(Entry entry) { entries_.push_back(std::move(entry)); }
  std::string bytes() const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace mamori::host
