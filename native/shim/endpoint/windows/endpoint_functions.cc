#include <memory>
#include <string>

#include "abi/guard.h"
#include "abi/spans.h"
#include "endpoint/windows/pipe_listener.h"
#include "os/windows/last_error.h"

using namespace mamori;
using namespace mamori::shim;

struct mamori_endpoint {
  std::unique_ptr<PipeListener> listener;
};

namespace {

std::int32_t connectTo(const std::string& folder, std::span<const std::uint8_t> place) {
  std::string token;
  const std::int32_t code = PublishedName::find(folder, place, token);
  if (code != 0) return code;
  if (token.empty()) return MAMORI_NOBODY;
  UniqueHandle pipe = openPipe(pipeName(token), GENERIC_READ | GENERIC_WRITE);
  if (pipe.valid()) return servedByOwnUser(pipe.get()) ? descriptorOf(std::move(pipe)) : MAMORI_ERROR_FOREIGN;
  switch (GetLastError()) {
    case ERROR_FILE_NOT_FOUND: return MAMORI_NOBODY;
    case ERROR_PIPE_BUSY: return MAMORI_ERROR_BUSY;
    case ERROR_ACCESS_DENIED: return MAMORI_ERROR_FOREIGN;
    default: return failLast();
  }
}

}  // namespace

int32_t mamori_peer_is_own(uint32_t) { return MAMORI_ERROR_ARGUMENT; }

mamori_endpoint* mamori_endpoint_open(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes, int32_t* error) {
  mamori_endpoint* made = nullptr;
  const int32_t code = !error || !isSpan(place, place_bytes) ? MAMORI_ERROR_ARGUMENT : guarded([&] {
    const std::string path = folderOf(folder, folder_bytes);
    if (path.empty()) return MAMORI_ERROR_ARGUMENT;
    auto endpoint = std::make_unique<mamori_endpoint>();
    const std::int32_t opened = PipeListener::open(path, spanOf(place, place_bytes), endpoint->listener);
    if (opened == 0) made = endpoint.release();
    return opened;
  });
  if (error) *error = code;
  return made;
}

void mamori_endpoint_close(mamori_endpoint* endpoint) { delete endpoint; }

int32_t mamori_endpoint_bell(mamori_endpoint* endpoint) {
  if (!endpoint) return MAMORI_ERROR_ARGUMENT;
  UniqueHandle bell = endpoint->listener->takeBell();
  return bell.valid() ? descriptorOf(std::move(bell)) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_endpoint_accept(mamori_endpoint* endpoint) {
  if (!endpoint) return MAMORI_ERROR_ARGUMENT;
  UniqueHandle connection = endpoint->listener->take();
  return connection.valid() ? descriptorOf(std::move(connection)) : MAMORI_NOBODY;
}

int32_t mamori_endpoint_connect(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes) {
  if (!isSpan(place, place_bytes)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    const std::string path = folderOf(folder, folder_bytes);
    return path.empty() ? MAMORI_NOBODY : connectTo(path, spanOf(place, place_bytes));
  });
}

int32_t mamori_endpoint_name(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes, uint8_t* out, uint32_t capacity,
                             uint32_t* written) {
  if (!isSpan(place, place_bytes) || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    const std::string path = folderOf(folder, folder_bytes);
    std::string token;
    const std::int32_t code = path.empty() ? MAMORI_NOBODY : PublishedName::find(path, spanOf(place, place_bytes), token);
    if (code != 0) return code;
    if (token.empty()) return MAMORI_NOBODY;
    const std::wstring name = pipeName(token);
    return giveBytes(name.data(), name.size() * sizeof(wchar_t), out, capacity, written);
  });
}
