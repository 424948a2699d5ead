#pragma once

#include "restore/linux/target_folder.h"

namespace mamori {

class LinuxTargetFile final : public TargetFile {
 public:
  LinuxTargetFile(std::shared_ptr<LinuxTargetFolder> folder, UniqueFd fd, std::string temporary, std::string name, Record record)
      : folder_(std::move(folder)), fd_(std::move(fd)), temporary_(std::move(temporary)), name_(std::move(name)), record_(std::move(record)) {}
  ~LinuxTargetFile() override;

  Status writeAt(std::uint64_t offset, ByteView bytes) override;
  Status commit(std::uint64_t size, Placement placement) override;

 private:
  std::shared_ptr<LinuxTargetFolder> folder_;
  UniqueFd fd_;
  std::string temporary_;  // empty once it is renamed or removed
  const std::string name_;
  const Record record_;
};

}  // namespace mamori
