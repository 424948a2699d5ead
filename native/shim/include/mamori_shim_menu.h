/*
 * The part of the shim's C ABI that decides what menus show, since version 2. Included by mamori_shim.h, whose rules hold here as well.
 */
#ifndef MAMORI_SHIM_MENU_H
#define MAMORI_SHIM_MENU_H

#ifdef __cplusplus
extern "C" {
#endif

/** The format of the decision list that mamori_menu_evaluate reads: the `version` of mamori_writer_set_menu and mamori_reader_menu. docs/decisions/0012. */
#define MAMORI_MENU_FORMAT 1

/* Where a menu opens. Several things are MAMORI_MENU_FILE unless all of them are folders. */
#define MAMORI_MENU_FILE 0
#define MAMORI_MENU_FOLDER 1
#define MAMORI_MENU_BACKGROUND 2 /* the empty space of the one folder */

/* What is selected, thing by thing and together: UNKNOWN where they differ. */
#define MAMORI_KIND_UNKNOWN 0
#define MAMORI_KIND_FILE 1
#define MAMORI_KIND_FOLDER 2

/* What the table knows of a path, and together: UNKNOWN where they differ. */
#define MAMORI_STATUS_UNKNOWN 0
#define MAMORI_STATUS_PROTECTED 1
#define MAMORI_STATUS_WAITING 2
#define MAMORI_STATUS_FAILING 3
#define MAMORI_STATUS_OUTSIDE 4

/** Of a larger selection only what holds for it as a whole is known: its count and whether it is in a root. */
#define MAMORI_SELECTION_LOOKED_AT 100

#define MAMORI_EXTENSION_BYTES 55
#define MAMORI_EXTENSION_UNKNOWN 255

/** What the conditions of menus can ask; plain values, which the caller may change. */
typedef struct mamori_selection {
  uint32_t count;          /* of the things selected */
  uint8_t menu;            /* MAMORI_MENU_… */
  uint8_t kind;            /* MAMORI_KIND_… */
  uint8_t status;          /* MAMORI_STATUS_… */
  uint8_t in_root;         /* 1: all of them lie in roots, or no table says otherwise */
  uint8_t extension_bytes; /* or MAMORI_EXTENSION_UNKNOWN */
  uint8_t extension[MAMORI_EXTENSION_BYTES]; /* UTF-8 without the dot, A–Z in lower case */
} mamori_selection;

/* What an entry does when it is chosen: which click it becomes (src/wire/click.ts). */
#define MAMORI_ENTRY_COMMAND 0  /* the command of a plugin, with the selected paths */
#define MAMORI_ENTRY_BACKUP 1
#define MAMORI_ENTRY_VERSIONS 2 /* the newest versions stand before it; it opens the list of all */
#define MAMORI_ENTRY_COPY 3     /* a version is put beside the file */
#define MAMORI_ENTRY_WHY 4

/** One entry that shows. Texts are UTF-8 in the caller's list, not terminated. In a title '&' marks the access key, "&&" is an '&'. */
typedef struct mamori_menu_entry {
  uint32_t command; /* where its id begins in the list, in bytes */
  uint32_t title;
  uint16_t command_bytes;
  uint16_t title_bytes;
  uint16_t group;   /* a separator stands between entries of different groups */
  uint8_t action;   /* MAMORI_ENTRY_… */
  uint8_t enabled;  /* 0: shown grey */
} mamori_menu_entry;

/**
 * What is selected, from its absolute paths. `ends[i]` is where path i ends in `paths`, as in mamori_path_keys; `kinds[i]` is MAMORI_KIND_….
 * `reader` may be NULL: then nothing is known of the table. No system call, no allocation; about a microsecond a path for the table, and only
 * the first MAMORI_SELECTION_LOOKED_AT are looked at otherwise. A path that cannot be normalised is outside.
 */
MAMORI_EXPORT int32_t mamori_reader_select(mamori_reader* reader, uint32_t style, uint32_t menu, const uint8_t* paths, uint32_t paths_bytes,
                                           const uint32_t* ends, const uint8_t* kinds, uint32_t count, mamori_selection* out);

/**
 * The entries that show for a selection, in their order: how many were written, at most `capacity` (further ones are left out), or MAMORI_ERROR_VERSION
 * where the list is none of MAMORI_MENU_FORMAT. `list` is what mamori_reader_menu copied, `low` and `high` what mamori_reader_booleans told (0 where it told nothing).
 *
 * Pure: no system call, no allocation, 12 KiB of stack; the list is taken for hostile, and an entry that makes no sense is left out. At most 2,000,000 steps
 * (some milliseconds) whatever the list holds, about a microsecond an entry for those of use; conditions that are not decided by then do not hold.
 */
MAMORI_EXPORT int32_t mamori_menu_evaluate(const uint8_t* list, uint32_t list_bytes, uint32_t low, uint32_t high, const mamori_selection* selection,
                                           mamori_menu_entry* out, uint32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
