#pragma once

#include "restore/windows/target_folder.h"

namespace mamori {

class WindowsTargetFile final : public TargetFile {
 public:
  WindowsTargetFile(std::shared_ptr<WindowsTargetFolder> folder, UniqueHandle handle, std::wstring name, Record record)
      : folder_(std::move(folder)), handle_(std::move(handle)), name_(std::move(name)), record_(std::move(record)) {}

  ~WindowsTargetFile() override {
    if (handle_.valid()) removeOpened(handle_.get());
  }

  Status writeAt(std::uint64_t offset, ByteView bytes) override {
    return writeBytes(handle_.get(), offset, bytes, record_.flags & record_flag::sparse);
  }

  Status commit(std::uint64_t size, Placement placement) override {
    MAMORI_TRY(setSize(handle_.get(), size));
    MAMORI_TRY(folder_->shared().metadata.applyTo(handle_.get(), record_));
    MAMORI_TRY(renameRelative(handle_.get(), folder_->handle(), name_, placement == Placement::replace));
    handle_.reset();
    return {};
  }

 private:
  std::shared_ptr<WindowsTargetFolder> folder_;
  UniqueHandle handle_;  // none once the file has its name
  const std::wstring name_;
  const Record record_;
};

}  // namespace mamori
