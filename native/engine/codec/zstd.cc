#include "codec/zstd.h"

#include <memory>

#include <zstd.h>

#include "base/thread_owned.h"

namespace mamori {
namespace {

struct FreeCompressor {
  void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

ZSTD_CCtx* threadCompressor() {
  return ofThisThread([] { return std::unique_ptr<ZSTD_CCtx, FreeCompressor>(ZSTD_createCCtx()); });
}

ZSTD_DCtx* threadDecompressor() {
  return ofThisThread([] { return std::unique_ptr<ZSTD_DCtx, FreeDecompressor>(ZSTD_createDCtx()); });
}

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

constexpr std::size_t kPieces = 16;
constexpr std::size_t kPieceBytes = 1024;
constexpr std::size_t kSampleBytes = kPieces * kPieceBytes;

}  // namespace

bool looksIncompressible(ByteView plain) noexcept {
  // Below four samples the sample would be most of the data: let zstd decide.
  if (plain.size() < 4 * kSampleBytes) return false;
  // Four tables, so that equal bytes in a row do not wait for each other's increment.
  std::uint32_t counts[4][256] = {};
  const std::size_t stride = (plain.size() - kPieceBytes) / (kPieces - 1);
  for (std::size_t piece = 0; piece < kPieces; ++piece) {
    const std::uint8_t* const at = plain.data() + piece * stride;
    for (std::size_t i = 0; i < kPieceBytes; i += 4) {
      for (std::size_t lane = 0; lane < 4; ++lane) ++counts[lane][at[i + lane]];
    }
  }
  constexpr double expected = static_cast<double>(kSampleBytes) / 256;
  double chiSquare = 0;
  for (std::size_t value = 0; value < 256; ++value) {
    const double count = counts[0][value] + counts[1][value] + counts[2][value] + counts[3][value];
    chiSquare += (count - expected) * (count - expected) / expected;
  }
  // Random bytes give 255 ± 23. An order-0 coder gains about chiSquare / (2 ln 2 * 16384) bits a byte: 1,000 is 0.044,
  // a sixth of the 1/32 that compression must save to be kept. Half-compressible mixtures lie far above.
  return chiSquare < 1000;
}

bool compressIfWorthwhile(ByteView plain, ByteBuffer& out, int level) {
  if (plain.empty() || looksIncompressible(plain)) return false;
  ZSTD_CCtx* const context = threadCompressor();
  if (!context) return false;
  // Room for less than the saving that is asked for: zstd stops as soon as it cannot be reached.
  const std::size_t limit = plain.size() - plain.size() / 32;
  out.resize(limit);
  const std::size_t size = ZSTD_compressCCtx(context, out.data(), limit, plain.data(), plain.size(), level);
  if (ZSTD_isError(size)) return false;
  out.resize(size);
  return true;
}

Result<ByteBuffer> decompress(ByteView frame, std::uint64_t maxPlainBytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) return damaged("compressed frame header");
  if (size > maxPlainBytes) return damaged("compressed content larger than allowed");
  ByteBuffer plain(static_cast<std::size_t>(size));
  MAMORI_TRY(decompressInto(frame, plain));
  return plain;
}

Status decompressInto(ByteView frame, MutableBytes plain) {
  ZSTD_DCtx* const context = threadDecompressor();
  if (!context) return makeError("engine.out-of-memory", "no decompression context");
  const std::size_t frameSize = ZSTD_findFrameCompressedSize(frame.data(), frame.size());
  if (ZSTD_isError(frameSize) || frameSize != frame.size()) return damaged("compressed frame length");
  const std::size_t size = ZSTD_decompressDCtx(context, plain.data(), plain.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) || size != plain.size()) return damaged("compressed frame content");
  return {};
}

}  // namespace mamori
