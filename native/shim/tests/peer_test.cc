#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/table_fixture.h"

namespace {

constexpr uid_t kNobody = 65534;

/// A listening socket that anybody may connect to.
int listenAt(const std::string& path) {
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(listener, 1) != 0) std::abort();
  ::chmod(path.c_str(), 0777);
  return listener;
}

int connectTo(const std::string& path) {
  const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return ::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? client : -1;
}

}  // namespace

TEST("both ends of a connection within one user know it") {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/socket";
  const int listener = listenAt(path), client = connectTo(path), server = ::accept(listener, nullptr, nullptr);
  CHECK(mamori_peer_is_own(static_cast<std::uint32_t>(client)) == 1);
  CHECK(mamori_peer_is_own(static_cast<std::uint32_t>(server)) == 1);
  for (const int socket : {listener, client, server}) ::close(socket);
}

TEST("another user is told apart from either end") {
  if (::geteuid() != 0) return;  // an ordinary user cannot become another
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0777);
  const std::string path = folder.path() + "/socket";
  const int listener = listenAt(path);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setuid(kNobody) != 0) ::_exit(9);
    const int client = connectTo(path);
    ::_exit(client < 0 ? 8 : mamori_peer_is_own(static_cast<std::uint32_t>(client)) == 0 ? 0 : 1);
  }
  const int server = ::accept(listener, nullptr, nullptr);
  CHECK(mamori_peer_is_own(static_cast<std::uint32_t>(server)) == 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  for (const int socket : {listener, server}) ::close(socket);
}

TEST("what is no Unix socket is nobody's own") {
  const int internet = ::socket(AF_INET, SOCK_STREAM, 0);
  CHECK(mamori_peer_is_own(static_cast<std::uint32_t>(internet)) <= 0);
  ::close(internet);
  CHECK(mamori_peer_is_own(static_cast<std::uint32_t>(internet)) == MAMORI_ERROR_SYSTEM);
  CHECK(mamori_last_system_error() == EBADF);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
