/*
 * The shim's C ABI: what the agent (through an FFI), the file managers' extensions (linked) and the launcher share.
 *
 * Rules for every function
 * - Never throws, never ends the process; a failure is a negative MAMORI_ERROR_… value.
 * - Pointers are borrowed for the duration of the call; NULL is allowed only with a length of 0, or where it is said.
 * - Lengths are in bytes. A path of style MAMORI_PATHS_WINDOWS is UTF-16 (little-endian, any alignment), of style MAMORI_PATHS_LINUX raw bytes;
 *   neither is terminated. Nothing is kept of the caller's memory.
 * - Thread-safe unless said otherwise; only the functions that say so make system calls.
 *
 * The version is one number for functions, structures and constants. A library of version N also serves callers of N − 1.
 */
#ifndef MAMORI_SHIM_H
#define MAMORI_SHIM_H

#include <stdint.h>

#if defined(_WIN32) && defined(MAMORI_SHIM_BUILDING)
#define MAMORI_EXPORT __declspec(dllexport)
#elif defined(_WIN32)
#define MAMORI_EXPORT
#else
#define MAMORI_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define MAMORI_ABI 3 /* 2: menus (mamori_shim_menu.h), mamori_reader_writer_lives; 3: the icon in the tray (mamori_shim_tray.h) */

/* Failures. MAMORI_ERROR_SYSTEM: mamori_last_system_error() tells the operating system's number. */
#define MAMORI_ERROR_ARGUMENT -1 /* a value outside what the function accepts */
#define MAMORI_ERROR_MEMORY -2
#define MAMORI_ERROR_SYSTEM -3
#define MAMORI_ERROR_BUSY -4      /* another live process publishes for this user */
#define MAMORI_ERROR_FOREIGN -5   /* the folder or a file in it is not this user's own, or open to others */
#define MAMORI_ERROR_CAPACITY -6  /* the caller's buffer, or a fixed-size section, is too small */
#define MAMORI_ERROR_VERSION -7   /* no version that both sides speak */
#define MAMORI_ERROR_INTERNAL -8

/* Styles of paths. */
#define MAMORI_PATHS_LINUX 1
#define MAMORI_PATHS_WINDOWS 2

/* States of a file or folder. Whatever has no row is MAMORI_STATE_NONE. */
#define MAMORI_STATE_NONE 0
#define MAMORI_STATE_PROTECTED 1
#define MAMORI_STATE_IN_PROGRESS 2
#define MAMORI_STATE_PROBLEM 3

/* ---- versions ---- */

/** The newest version that this library serves; it serves the one before as well, from 1 on. */
MAMORI_EXPORT uint32_t mamori_abi(void);

/** The newest version served that lies in oldest..newest, or MAMORI_ERROR_VERSION. Call nothing else before it agreed. */
MAMORI_EXPORT int32_t mamori_negotiate(uint32_t oldest, uint32_t newest);

/** errno or GetLastError() of this thread's last call that gave MAMORI_ERROR_SYSTEM. */
MAMORI_EXPORT int32_t mamori_last_system_error(void);

/* ---- paths ---- */

/**
 * The form of a path that is hashed and compared: one kind of separator, none doubled or at the end; Windows: simple upper case.
 * Works on absolute paths and on those below a root alike. Refuses (MAMORI_ERROR_ARGUMENT) "." and ".." segments, NUL, and more than 65,534 bytes.
 * `out` may be `path`; `*written` is the length. Never longer than `path`.
 */
MAMORI_EXPORT int32_t mamori_path_normalise(uint32_t style, const uint8_t* path, uint32_t path_bytes, uint8_t* out, uint32_t capacity,
                                            uint32_t* written);

/**
 * Table keys of `count` paths below root `root`: SipHash-2-4 of (root, normalised path) under the 16 bytes at `key`, one uint64_t each at
 * `out`. `ends[i]` is where path i ends in `paths`; it begins where the one before ended. A path that cannot be normalised has key 0.
 */
MAMORI_EXPORT int32_t mamori_path_keys(uint32_t style, const uint8_t* key, uint32_t root, const uint8_t* paths, uint32_t paths_bytes,
                                       const uint32_t* ends, uint32_t count, uint64_t* out);

/**
 * Every spelling under which a root may be asked for, normalised, each ended by a NUL unit.
 *
 * `facts` are NUL-ended texts: 'L' the long path, 'S' the path in short (8.3) names, 'F' the final path as the system resolves it, and for each
 * mapped or SUBST drive 'M', its "X:" and where it leads. At most 64 spellings come out.
 */
MAMORI_EXPORT int32_t mamori_root_spellings(uint32_t style, const uint8_t* facts, uint32_t facts_bytes, uint8_t* out, uint32_t capacity,
                                            uint32_t* written);

/**
 * Windows only (MAMORI_ERROR_ARGUMENT elsewhere): what the system says about an absolute path, as `facts` for mamori_root_spellings: 'L', for local drives 'S', and every 'M'. The final path
 * is for the caller to add, because finding it may wait for a network. Asks none itself; some tens of system calls. MAMORI_ERROR_CAPACITY with the length needed in `*written`.
 */
MAMORI_EXPORT int32_t mamori_root_facts(const uint8_t* path, uint32_t path_bytes, uint8_t* out, uint32_t capacity, uint32_t* written);

/* ---- the writer of the status table: the agent ---- */

typedef struct mamori_writer mamori_writer;

/** What mamori_writer_put takes per path: where its path ends in the blob, its state (or MAMORI_ROW_REMOVED), 1 for a folder, and why. */
typedef struct mamori_row {
  uint32_t end;
  uint8_t state;
  uint8_t is_folder;
  uint16_t reason;
} mamori_row;
#define MAMORI_ROW_REMOVED 255

/** The most rows one mamori_writer_put takes: it then stays within about a millisecond. */
#define MAMORI_MAX_ROWS_PER_PUT 1024

typedef struct mamori_writer_stats {
  uint32_t rows;          /* that hold a state */
  uint32_t capacity;      /* rows of the present segment */
  uint32_t generation;    /* how often readers had to look for another segment */
  uint32_t growing;       /* 1 while mamori_writer_step has work */
  uint32_t segment_bytes; /* of the present segment */
} mamori_writer_stats;

/**
 * Becomes the one publisher of this user in `folder` (UTF-8; empty: the fixed place, $XDG_RUNTIME_DIR/mamori or local application data), with an empty
 * table that readers find at once. Makes the folder owner-only. NULL on failure, with the reason in `*error`.
 * Nothing is shown before the first mamori_writer_heartbeat, nothing as protected below a root before mamori_writer_trust_root.
 * A writer belongs to its caller, who ends it with mamori_writer_close; its functions may be called from any thread, one at a time.
 */
MAMORI_EXPORT mamori_writer* mamori_writer_open(const uint8_t* folder, uint32_t folder_bytes, uint32_t style, int32_t* error);

/** Withdraws everything and frees the writer; NULL does nothing. */
MAMORI_EXPORT void mamori_writer_close(mamori_writer* writer);

/**
 * Says "alive". Readers show nothing once the last call is older than 4 s (time asleep included): call it every second. On Linux it also sees that readers find the table, which
 * others may clear away, and mends that: a few system calls. MAMORI_ERROR_SYSTEM, _FOREIGN or _BUSY when it is not theirs to find any more; open another writer then.
 */
MAMORI_EXPORT int32_t mamori_writer_heartbeat(mamori_writer* writer);

/** A new root under these spellings (NUL-ended, as from mamori_root_spellings), not trusted: its number 0…255, or a failure. */
MAMORI_EXPORT int32_t mamori_writer_add_root(mamori_writer* writer, const uint8_t* spellings, uint32_t spellings_bytes);

/** Gives a root other spellings; its rows stay. */
MAMORI_EXPORT int32_t mamori_writer_rename_root(mamori_writer* writer, uint32_t root, const uint8_t* spellings, uint32_t spellings_bytes);

/** One write: without trust nothing below the root shows as protected. */
MAMORI_EXPORT int32_t mamori_writer_trust_root(mamori_writer* writer, uint32_t root, uint32_t trusted);

/** Nothing below the root is shown any more. Its rows are cleared away by steps; its number is not given out again before. */
MAMORI_EXPORT int32_t mamori_writer_remove_root(mamori_writer* writer, uint32_t root);

/**
 * Sets or removes rows of one root; a path is relative to it, "" the root itself. All or nothing is not promised: readers see row by row.
 * A path that cannot be normalised is left out. Answers how many were taken.
 */
MAMORI_EXPORT int32_t mamori_writer_put(mamori_writer* writer, uint32_t root, const uint8_t* paths, uint32_t paths_bytes, const mamori_row* rows,
                                        uint32_t count);

/** Room for so many rows in all, made by the steps that follow. */
MAMORI_EXPORT int32_t mamori_writer_reserve(mamori_writer* writer, uint32_t rows);

/** A bounded piece (about a millisecond) of growing or clearing away; 1 while more is due, else 0. mamori_writer_put does its share itself. */
MAMORI_EXPORT int32_t mamori_writer_step(mamori_writer* writer);

/** The compiled menu decision list: opaque here, at most 65,520 bytes. */
MAMORI_EXPORT int32_t mamori_writer_set_menu(mamori_writer* writer, uint32_t version, const uint8_t* bytes, uint32_t length);

/** 64 published booleans at once. */
MAMORI_EXPORT int32_t mamori_writer_set_booleans(mamori_writer* writer, uint32_t low, uint32_t high);

/**
 * Folders that readers asked for since the last call, newest last, each as uint32_t length and its bytes as given to mamori_reader_note_asked.
 * What does not fit waits for the next call. Any process of the user can write there: treat them as hints.
 */
MAMORI_EXPORT int32_t mamori_writer_take_asked(mamori_writer* writer, uint8_t* out, uint32_t capacity, uint32_t* written);

MAMORI_EXPORT int32_t mamori_writer_get_stats(mamori_writer* writer, mamori_writer_stats* stats);

/* ---- readers of the status table: file managers ---- */

typedef struct mamori_reader mamori_reader;

typedef struct mamori_answer {
  uint8_t state; /* what to show: one of MAMORI_STATE_… */
  uint8_t is_folder;
  uint16_t reason;
  uint32_t root;
} mamori_answer;

/* What a look-up found. `answer.state` is MAMORI_STATE_NONE for all but MAMORI_FOUND. */
#define MAMORI_FOUND 0
#define MAMORI_UNLISTED 1  /* below a root, but nothing is known of this path */
#define MAMORI_OUTSIDE 2   /* below no root */
#define MAMORI_NO_ANSWER 3 /* the row was being written, or the table makes no sense */
#define MAMORI_STALE 4     /* there is another table, or none: call mamori_reader_refresh, then ask again */
#define MAMORI_NO_AGENT 5  /* no publisher is alive; refresh now and then */

/**
 * A reader of what is published in `folder` (as for mamori_writer_open). It need not exist yet; look-ups are stale until the first refresh. Never waits, starts no thread, changes nothing
 * on disk. NULL only for bad arguments or lack of memory, with the reason in `*error`. The caller ends it with mamori_reader_close.
 */
MAMORI_EXPORT mamori_reader* mamori_reader_open(const uint8_t* folder, uint32_t folder_bytes, int32_t* error);

/** Frees the reader; no other call may be under way. NULL does nothing. */
MAMORI_EXPORT void mamori_reader_close(mamori_reader* reader);

/** Looks for the present table: a few system calls. MAMORI_FOUND, MAMORI_NO_AGENT, or a failure. Look-ups meanwhile give MAMORI_NO_ANSWER. */
MAMORI_EXPORT int32_t mamori_reader_refresh(mamori_reader* reader);

/** What to show for an absolute path. No system call, no lock that is waited for, no allocation; about a microsecond. */
MAMORI_EXPORT int32_t mamori_reader_lookup(mamori_reader* reader, const uint8_t* path, uint32_t path_bytes, mamori_answer* answer);

/**
 * Notes that a folder is being shown, so that it is told of changes. Lossy; no system call. At most 1,024 bytes.
 * A folder named again and again is noted once a minute, so this may be called for every file that is drawn.
 */
MAMORI_EXPORT int32_t mamori_reader_note_asked(mamori_reader* reader, const uint8_t* folder, uint32_t folder_bytes);

/** Copies the menu decision list. MAMORI_ERROR_CAPACITY when `capacity` is too small; `*written` then is the length needed. */
MAMORI_EXPORT int32_t mamori_reader_menu(mamori_reader* reader, uint32_t* version, uint8_t* out, uint32_t capacity, uint32_t* written);

MAMORI_EXPORT int32_t mamori_reader_booleans(mamori_reader* reader, uint32_t* low, uint32_t* high);

/**
 * Whether the process that published the present table runs: 1, or 0 also where no table is open. A few system calls, so that a reader that asks now and then
 * need not wait until the sign of life is too old; after 0, mamori_reader_refresh withdraws what is shown.
 */
MAMORI_EXPORT int32_t mamori_reader_writer_lives(mamori_reader* reader);

/* ---- the endpoint ---- */

/**
 * Whether the process at the other end of a connected Unix socket runs as this process's user: 1 or 0. The kernel noted who it was when it
 * connected or listened (SO_PEERCRED, unix(7)); nobody can pretend. One system call. MAMORI_ERROR_ARGUMENT on Windows, where the functions below
 * look after that.
 */
MAMORI_EXPORT int32_t mamori_peer_is_own(uint32_t socket);

/*
 * Windows' named pipes; on Linux, where the agent listens at a Unix socket, these answer MAMORI_ERROR_ARGUMENT. `place` (1…64 hexadecimal digits) tells the
 * agents of one user apart; it and the folder (as for mamori_writer_open) are where the pipe's random name is published. Descriptors are libuv's
 * (uv_open_osfhandle) and their receiver's to close.
 */
typedef struct mamori_endpoint mamori_endpoint;

/* What mamori_endpoint_accept and _connect answer instead of a descriptor, which is never negative, when there is nobody. */
#define MAMORI_NOBODY -100

/**
 * Listens at a pipe that only this user's processes on this machine can open, and publishes its name. Starts one thread. NULL on failure, with the reason in
 * `*error`. Ended with mamori_endpoint_close; functions may be called from any thread, one at a time.
 */
MAMORI_EXPORT mamori_endpoint* mamori_endpoint_open(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes, int32_t* error);

/** Withdraws the name, stops listening and closes connections that nobody accepted. Accepted ones stay. NULL does nothing. */
MAMORI_EXPORT void mamori_endpoint_close(mamori_endpoint* endpoint);

/** A descriptor to read from, to be asked for once: a byte comes whenever clients have begun to wait. It ends with the endpoint. */
MAMORI_EXPORT int32_t mamori_endpoint_bell(mamori_endpoint* endpoint);

/** The connection of the client that has waited longest, or MAMORI_NOBODY. Never waits. */
MAMORI_EXPORT int32_t mamori_endpoint_accept(mamori_endpoint* endpoint);

/**
 * Connects to the agent that listens for `place`. MAMORI_NOBODY when none does, MAMORI_ERROR_FOREIGN when the pipe of that name is served by another user,
 * MAMORI_ERROR_BUSY when more clients come at this moment than it takes: try again. The server may learn who we are and cannot act as us. Never waits.
 */
MAMORI_EXPORT int32_t mamori_endpoint_connect(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes);

/**
 * For clients that open the pipe themselves: its name, UTF-16 without an end, of which `*written` tells the bytes. MAMORI_NOBODY when none is published;
 * MAMORI_ERROR_CAPACITY below 128 bytes. Who listens there is still to be looked at.
 */
MAMORI_EXPORT int32_t mamori_endpoint_name(const uint8_t* folder, uint32_t folder_bytes, const uint8_t* place, uint32_t place_bytes, uint8_t* out,
                                           uint32_t capacity, uint32_t* written);

/* ---- telling file managers ---- */

#define MAMORI_CHANGED_ITEM 1   /* one file or folder in a folder that is shown */
#define MAMORI_CHANGED_FOLDER 2 /* everything in a folder that is shown */

/**
 * Tells file managers that what they keep about a path may be out of date. On Windows Explorer keeps overlays until it is told (SHChangeNotify); the path is UTF-16 as the file manager spells
 * it. On Linux nothing is done: extensions there look at the table. Never waits; the caller bounds how often.
 */
MAMORI_EXPORT int32_t mamori_announce(uint32_t what, const uint8_t* path, uint32_t path_bytes);

#ifdef __cplusplus
}
#endif

#include "mamori_shim_examine.h"
#include "mamori_shim_install.h"
#include "mamori_shim_menu.h"
#include "mamori_shim_tray.h"

#endif
