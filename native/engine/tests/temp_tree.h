#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// A folder of its own for one test, removed with everything in it.
class TempTree {
 public:
  TempTree() {
    const char* base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    std::string pattern = std::string(base) + "/mamori-test-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~TempTree() {
    // rm handles depths at which a path-based removal gives up with ENAMETOOLONG.
    const std::string command = "chmod -R u+rwx " + root_ + " 2>/dev/null; rm -rf " + root_;
    if (std::system(command.c_str()) != 0) std::perror("rm");
  }
  TempTree(const TempTree&) = delete;
  TempTree& operator=(const TempTree&) = delete;

  const std::string& root() const { return root_; }
  std::string path(std::string_view relative) const { return root_ + "/" + std::string(relative); }

  void folder(std::string_view relative) const { std::filesystem::create_directories(path(relative)); }
  void file(std::string_view relative, std::string_view content = "x") const {
    const std::size_t slash = relative.rfind('/');
    if (slash != std::string_view::npos) folder(relative.substr(0, slash));
    std::ofstream(path(relative), std::ios::binary) << content;
  }
  void remove(std::string_view relative) const { std::filesystem::remove_all(path(relative)); }

 private:
  std::string root_;
};
