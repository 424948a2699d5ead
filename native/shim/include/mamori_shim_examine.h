/*
 * The part of the shim's C ABI that says what is wrong with the status table. Included by mamori_shim.h, whose rules hold here too.
 */
#ifndef MAMORI_SHIM_EXAMINE_H
#define MAMORI_SHIM_EXAMINE_H

#ifdef __cplusplus
extern "C" {
#endif

/* What mamori_table_examine found. */
#define MAMORI_TABLE_PUBLISHED 0
#define MAMORI_TABLE_SILENT 1       /* likewise, but without a sign of life for more than 4 s */
#define MAMORI_TABLE_NOTHING 2      /* nobody has published, or who did took it back */
#define MAMORI_TABLE_ENDED 3        /* its publisher has ended and took nothing back */
#define MAMORI_TABLE_DAMAGED 4      /* somebody has changed what stands there */
#define MAMORI_TABLE_UNREACHABLE 5  /* its publisher runs, but the system does not let this process see it: another group, a sandbox */
#define MAMORI_TABLE_OTHER_FORMAT 6 /* by a version of Mamori whose tables this library cannot read */
#define MAMORI_TABLE_FOREIGN 7      /* the folder, or what lies in it, is not this user's own, or open to others */

typedef struct mamori_table_facts {
  uint32_t writer_pid; /* 0 where it is not known; so are the others */
  uint32_t format;
  uint32_t generation;
  uint32_t silent_ms; /* since the last sign of life */
} mamori_table_facts;

/** Looks for the present table as mamori_reader_refresh does, and says what it met: one of MAMORI_TABLE_…, or a failure. A few system calls. */
MAMORI_EXPORT int32_t mamori_table_examine(const uint8_t* folder, uint32_t folder_bytes, mamori_table_facts* facts);

/** The fixed place of this user's table, UTF-8 without an end; none where `*written` is 0. MAMORI_ERROR_CAPACITY with the length needed in `*written`. */
MAMORI_EXPORT int32_t mamori_table_folder(uint8_t* out, uint32_t capacity, uint32_t* written);

#ifdef __cplusplus
}
#endif

#endif
