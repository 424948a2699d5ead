#include "archive/pending_image.h"

namespace mamori {
namespace {

class ImagePending final : public PendingImage {
 public:
  ImagePending(std::string path, const ImageHeader& header, bool hasOld, const ChangeSource& source)
      : path_(path), update_({std::move(path), header, hasOld}), source_(source) {}

  Status onDirectory(const ArchiveDirectory& directory) override {
    if (source_.rootInode() != 0) update_.setRootInode(source_.rootInode());
    return update_.apply(directory.delta, directory.imageOutcomes);
  }

  Status commit() override {
    MAMORI_TRY(update_.finish());
    removeJournal(path_);
    return {};
  }

 private:
  const std::string path_;
  ImageUpdate update_;
  const ChangeSource& source_;
};

class JournalPending final : public PendingImage {
 public:
  JournalPending(std::string path, std::uint64_t sequence) : path_(std::move(path)), sequence_(sequence) {}

  Status onDirectory(const ArchiveDirectory& directory) override {
    for (std::size_t i = 0; i < directory.delta.differences.size(); ++i) {
      const EntryOutcome& outcome = directory.imageOutcomes[i];
      if (outcome.action == EntryOutcome::Action::keep) continue;
      changes_.push_back({std::string(directory.delta.path()), std::string(directory.delta.nameOf(directory.delta.differences[i])), outcome});
    }
    return {};
  }

  Status commit() override { return appendToJournal(path_, sequence_, changes_); }

 private:
  const std::string path_;
  const std::uint64_t sequence_;
  std::vector<JournalChange> changes_;
};

}  // namespace

std::unique_ptr<PendingImage> createImageUpdate(std::string path, const ImageHeader& header, bool hasOld, const ChangeSource& source) {
  return std::make_unique<ImagePending>(std::move(path), header, hasOld, source);
}

std::unique_ptr<PendingImage> createJournalUpdate(std::string path, std::uint64_t sequence) {
  return std::make_unique<JournalPending>(std::move(path), sequence);
}

}  // namespace mamori
