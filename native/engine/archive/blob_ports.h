#pragma once

#include <string>
#include <string_view>

#include "codec/byte_buffer.h"
#include "pack/container_writer.h"

namespace mamori {

/// Where finished packs go. Called from several threads at once; each call returns once the object is durable.
class BlobSink {
 public:
  virtual ~BlobSink() = default;
  virtual Status put(SealedContainer object) = 0;
};

/// Where stored bytes come from. Called from several threads at once.
class BlobSource {
 public:
  virtual ~BlobSource() = default;
  /// Exactly `length` bytes of `name` from `offset`, or an Error.
  virtual Result<ByteBuffer> read(const std::string& name, std::uint64_t offset, std::uint64_t length) = 0;
};

/// `packs/ab/abcd…`, the name under which a pack with this digest is stored (vault format, section 2).
std::string packName(const Sha256Digest& digest);

/// Lower-case hex.
std::string toHex(ByteView bytes);

}  // namespace mamori
