#include "tray/windows/tray_picture.h"

#include "tray/windows/gdi_object.h"

namespace mamori::shim {

UniqueIcon iconOf(const TrayPicture& picture) {
  const auto side = static_cast<LONG>(picture.size);
  BITMAPINFO description{};
  description.bmiHeader = {sizeof(BITMAPINFOHEADER), side, -side, 1, 32, BI_RGB, 0, 0, 0, 0, 0};  // negative: from the top
  void* memory = nullptr;
  const GdiObject colours(CreateDIBSection(nullptr, &description, DIB_RGB_COLORS, &memory, nullptr, 0));
  if (!colours || !memory) return nullptr;
  auto* out = static_cast<std::uint8_t*>(memory);
  const std::size_t rowBytes = (picture.size + 15) / 16 * 2;  // of the mask, padded to 16 bits
  std::vector<std::uint8_t> mask(rowBytes * picture.size);
  for (std::size_t pixel = 0; pixel < picture.pixels.size() / 4; ++pixel) {
    const std::uint8_t* from = picture.pixels.data() + 4 * pixel;  // alpha, red, green, blue
    for (std::size_t byte = 0; byte < 4; ++byte) out[4 * pixel + byte] = from[3 - byte];
    // For whoever draws without transparency.
    const std::size_t row = pixel / picture.size, column = pixel % picture.size;
    if (from[0] < 128) mask[row * rowBytes + column / 8] |= static_cast<std::uint8_t>(0x80 >> column % 8);
  }
  const GdiObject holes(CreateBitmap(side, side, 1, 1, mask.data()));
  if (!holes) return nullptr;
  ICONINFO icon{TRUE, 0, 0, static_cast<HBITMAP>(holes.get()), static_cast<HBITMAP>(colours.get())};
  return UniqueIcon(CreateIconIndirect(&icon));
}

}  // namespace mamori::shim
