/*
 * The part of the shim's C ABI that shows the agent's icon in the notification area of Windows, since version 3. Included by mamori_shim.h, whose rules hold here as well. On Linux, where the
 * agent draws its icon over D-Bus, these answer MAMORI_ERROR_ARGUMENT.
 *
 * Icon, menu and window live on a thread of their own. The calls leave something there or fetch something and never wait: neither for that thread, nor for Explorer, nor for a person with
 * a menu open.
 */
#ifndef MAMORI_SHIM_TRAY_H
#define MAMORI_SHIM_TRAY_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct mamori_tray mamori_tray;

#define MAMORI_TRAY_PICTURES 8        /* pictures have the numbers 0…7 */
#define MAMORI_TRAY_PICTURE_SIZE 256  /* the most pixels that a picture is wide and high */
#define MAMORI_TRAY_VIEW_BYTES 262144 /* the most that a view takes */
#define MAMORI_TRAY_VIEW_ITEMS 512    /* and the most items of its menu */

/* What happened. A choice that is not taken while 64 wait is lost. */
#define MAMORI_TRAY_WANTED 1 /* there is a taskbar, and icons on it are so many pixels wide: what mamori_tray_show is given is shown. Again for each new taskbar and scale */
#define MAMORI_TRAY_SHOWN 2  /* the taskbar has taken the icon */
#define MAMORI_TRAY_HIDDEN 3 /* there is no taskbar, or it does not take the icon now; that it is tried again is nobody's care */
#define MAMORI_TRAY_CHOSEN 4 /* an entry of the menu, by its number */

/* Items of a view's menu. */
#define MAMORI_TRAY_LINE 0      /* words that cannot be chosen */
#define MAMORI_TRAY_SEPARATOR 1
#define MAMORI_TRAY_ENTRY 2
#define MAMORI_TRAY_SUBMENU 3   /* of the items after it that are one deeper */
#define MAMORI_TRAY_GREY 1      /* flag: cannot be chosen now */
#define MAMORI_TRAY_CHECKED 2   /* flag: has a tick */

/** Starts the thread. NULL on failure, with the reason in `*error`. Functions may be called from any thread, one at a time. */
MAMORI_EXPORT mamori_tray* mamori_tray_open(int32_t* error);

/** Has the icon taken away and frees the handle; NULL does nothing. The thread ends by itself, and with it the bell: whoever ends the process waits for that, or the icon stays until it is touched. */
MAMORI_EXPORT void mamori_tray_close(mamori_tray* tray);

/** A descriptor (libuv's, as of mamori_endpoint_bell) to read from, to be asked for once: a byte comes whenever something has happened and nothing waited to be taken. */
MAMORI_EXPORT int32_t mamori_tray_bell(mamori_tray* tray);

/** A picture in one size: `size` × `size` pixels from the top left, four bytes each: alpha (not premultiplied), red, green, blue. Takes the place of an earlier one. */
MAMORI_EXPORT int32_t mamori_tray_set_picture(mamori_tray* tray, uint32_t picture, uint32_t size, const uint8_t* pixels, uint32_t pixels_bytes);

/**
 * What is to be shown from now on: MAMORI_ERROR_ARGUMENT when it makes no sense, and what was shown before stays. All numbers are little-endian without alignment; a text is uint32_t bytes and
 * its UTF-16.
 *
 *   uint32_t picture, uint32_t percent (above 100: no bar), text title, text further lines (LF between them), uint32_t items, then each
 *   item: uint8_t kind (MAMORI_TRAY_LINE …), uint8_t flags, uint8_t depth (0…3), uint8_t 0, uint32_t number, text label (in which '&' stands before the access key, "&&" for itself)
 */
MAMORI_EXPORT int32_t mamori_tray_show(mamori_tray* tray, const uint8_t* view, uint32_t view_bytes);

/** One of MAMORI_TRAY_WANTED …, or MAMORI_NOBODY when nothing waits. `*number`: of the chosen entry, or the wanted pixels. */
MAMORI_EXPORT int32_t mamori_tray_take(mamori_tray* tray, uint32_t* number);

#ifdef __cplusplus
}
#endif

#endif
