/*
 * The part of the shim's C ABI that puts what file managers load where only administrators can write, takes it out, and asks for an administrator.
 * Included by mamori_shim.h, whose rules hold here too.
 *
 * Windows only: elsewhere every function answers MAMORI_ERROR_ARGUMENT. Paths are UTF-16 without an end, absolute, on a drive ("C:\…"). All of them make
 * system calls, and those that change something fail without an administrator's rights.
 */
#ifndef MAMORI_SHIM_INSTALL_H
#define MAMORI_SHIM_INSTALL_H

#ifdef __cplusplus
extern "C" {
#endif

/** Whether this process has an administrator's rights: 1 or 0. */
MAMORI_EXPORT int32_t mamori_is_elevated(void);

/** Where programs for all users lie, as the system itself knows it: no variable of the environment is asked, for those are the user's own. */
MAMORI_EXPORT int32_t mamori_program_files(uint8_t* out, uint32_t capacity, uint32_t* written);

/**
 * Whether nobody but administrators and the system can change what lies at a path: 1; else 0, with the part of the path that is open to others, a NUL unit and
 * the SID of the first of them at `out` (no SID: that part is a link). Looks at the access lists of the path and of every folder above it. The last `held`
 * parts must be closed to any writing, those above to being replaced.
 */
MAMORI_EXPORT int32_t mamori_guarded(const uint8_t* path, uint32_t path_bytes, uint32_t held, uint8_t* out, uint32_t capacity, uint32_t* written);

/** Makes a folder that belongs to the administrators, who alone write there and below; everybody may read. One that is there stays as it is. */
MAMORI_EXPORT int32_t mamori_guarded_folder(const uint8_t* path, uint32_t path_bytes);

/** Makes a file of the same kind, which must not exist, and puts these bytes on the disk. */
MAMORI_EXPORT int32_t mamori_guarded_file(const uint8_t* path, uint32_t path_bytes, const uint8_t* content, uint32_t content_bytes);

/** Has a module register itself (`registers` 1) or take its registration out (0): loads it, with the system's libraries alone, and calls what regsvr32 calls. */
MAMORI_EXPORT int32_t mamori_module_register(const uint8_t* path, uint32_t path_bytes, uint32_t registers);

/** Has the system remove a file or an empty folder when it starts the next time. */
MAMORI_EXPORT int32_t mamori_remove_at_restart(const uint8_t* path, uint32_t path_bytes);

/* How mamori_run_elevated ended: the first number of what its descriptor gives. */
#define MAMORI_RUN_ENDED 0   /* the second number is the exit code */
#define MAMORI_RUN_REFUSED 1 /* the person said no */
#define MAMORI_RUN_FAILED 2  /* the second number is the system's */

/**
 * Asks the person for an administrator's rights and runs a program with them, without a window. `words` is its command line without the program's own name; a
 * random token is put behind it, by which the program reports (mamori_report). Answers a descriptor at once, which is the caller's to close. It gives, when all is
 * over, two uint32_t and what was reported, at most MAMORI_MAX_REPORT bytes, then ends. Only the process that was started is listened to.
 */
MAMORI_EXPORT int32_t mamori_run_elevated(const uint8_t* program, uint32_t program_bytes, const uint8_t* words, uint32_t words_bytes);

#define MAMORI_MAX_REPORT 65536

/**
 * From the elevated program to who asked for it: opens the pipe that the token (32 hexadecimal digits) names, and writes. Whoever serves the pipe learns who we
 * are, cannot act as us, and is not read from. MAMORI_NOBODY when nobody is there.
 */
MAMORI_EXPORT int32_t mamori_report(const uint8_t* token, uint32_t token_bytes, const uint8_t* report, uint32_t report_bytes);

#ifdef __cplusplus
}
#endif

#endif
