#include <memory>
#include <thread>

#include "abi/guard.h"
#include "abi/spans.h"
#include "tray/windows/tray_board.h"
#include "tray/windows/tray_window.h"

using namespace mamori;
using namespace mamori::shim;

struct mamori_tray {
  std::shared_ptr<TrayBoard> board;  // the thread's as well
};

mamori_tray* mamori_tray_open(int32_t* error) {
  if (!error) return nullptr;
  mamori_tray* made = nullptr;
  *error = guarded([&] {
    auto tray = std::make_unique<mamori_tray>();
    const std::int32_t code = TrayBoard::make(tray->board);
    if (code != 0) return code;
    std::thread([board = tray->board] { TrayWindow::live(board); }).detach();
    made = tray.release();
    return 0;
  });
  return made;
}

void mamori_tray_close(mamori_tray* tray) {
  if (!tray) return;
  tray->board->close();
  delete tray;
}

int32_t mamori_tray_bell(mamori_tray* tray) {
  if (!tray) return MAMORI_ERROR_ARGUMENT;
  UniqueHandle bell = tray->board->takeBell();
  return bell.valid() ? descriptorOf(std::move(bell)) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_tray_set_picture(mamori_tray* tray, uint32_t picture, uint32_t size, const uint8_t* pixels, uint32_t pixels_bytes) {
  const bool isSound = tray && picture < MAMORI_TRAY_PICTURES && size > 0 && size <= MAMORI_TRAY_PICTURE_SIZE && isSpan(pixels, pixels_bytes) && pixels_bytes == size * size * 4;
  if (!isSound) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return tray->board->put(picture, {size, {pixels, pixels + pixels_bytes}}) ? 0 : MAMORI_ERROR_CAPACITY; });
}

int32_t mamori_tray_show(mamori_tray* tray, const uint8_t* view, uint32_t view_bytes) {
  if (!tray || !isSpan(view, view_bytes)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::optional<TrayView> parsed = parseTrayView(spanOf(view, view_bytes));
    if (!parsed) return MAMORI_ERROR_ARGUMENT;
    tray->board->show(std::move(*parsed));
    return 0;
  });
}

int32_t mamori_tray_take(mamori_tray* tray, uint32_t* number) {
  if (!tray || !number) return MAMORI_ERROR_ARGUMENT;
  return tray->board->take(*number);
}
