#include "click/click.h"

#include <array>
#include <cstdint>
#include <stdexcept>

#include "click/json_text.h"
#include "os/process.h"

namespace mamori::explorer {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

}  // namespace

Click newClick(ClickRequest request, std::vector<std::wstring> paths) {
  std::array<std::uint8_t, 16> random{};
  if (!shim::fillRandom(random.data(), random.size())) throw std::runtime_error("no random bytes");
  std::string id;
  for (const std::uint8_t byte : random) {
    id += kHexDigits[byte >> 4];
    id += kHexDigits[byte & 15];
  }
  return {std::move(id), std::move(request), std::move(paths)};
}

std::vector<Click> partsOf(const Click& click, std::size_t maxPathUnits) {
  std::vector<Click> parts;
  std::size_t units = 0;
  for (const std::wstring& path : click.paths) {
    if (parts.empty() || units + path.size() > maxPathUnits) {
      parts.push_back({parts.empty() ? click.id : click.id + "-" + std::to_string(parts.size()), click.request, {}});
      units = 0;
    }
    parts.back().paths.push_back(path);
    units += path.size();
  }
  return parts;
}

std::string jsonOf(const Click& click) {
  const auto& [verb, version, command] = click.request;
  std::string out = "{\"id\":\"" + click.id + "\",\"verb\":\"" + verb + '"';
  if (version) out += ",\"version\":" + std::to_string(*version);
  if (!command.empty()) {
    out += ",\"command\":";
    appendJsonText(out, command);
  }
  out += ",\"paths\":[";
  for (const std::wstring& path : click.paths) {
    if (out.back() != '[') out += ',';
    appendJsonText(out, path);
  }
  return out + "]}";
}

}  // namespace mamori::explorer
