import type { Database } from 'better-sqlite3';
import { CodedError } from '../../base/coded-error.js';
import { catalogErrors } from '../../terms/errors/catalog-errors.js';

/** One step per schema version; a step once released never changes. */
export type Migrations = readonly string[];

/**
 * What an item is, in the column `state`. A version is a generation only if its content was read cleanly and is its own:
 * the three kinds are told apart here so that indexes can be about one of them.
 */
export const itemStates = { generation: 0, tombstone: 1, gap: 2, save: 3, torn: 4, metadata: 5 } as const;
export const FIRST_SAVE_STATE = itemStates.save;

/**
 * `directories.path` holds NUL where the path has a slash: NUL occurs in no name, so that the bytes' own order is the
 * order of record streams, and what lies below a folder is one range of the index.
 *
 * `items` has no rowid: a version is one entry of one B-tree, beside the other versions of its path and the other names of
 * its folder. The partial indexes hold only what retention and `--at` look for; a first backup has nothing in them.
 *
 * `effective_ms` of a run is the smallest `finished_ms` of it and all later ones: it never falls with the sequence.
 */
export const catalogMigrations: Migrations = [`
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL DEFAULT '{}',
    versions INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    retained_ms INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE directories (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    path BLOB NOT NULL,
    UNIQUE (source, path)
  );
  CREATE TABLE items (
    directory INTEGER NOT NULL,
    name BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    state INTEGER NOT NULL,
    record BLOB,
    PRIMARY KEY (directory, name, sequence)
  ) WITHOUT ROWID;
  CREATE INDEX saves ON items (sequence) WHERE state >= 3;
  CREATE INDEX tombstones ON items (sequence) WHERE state = 1;
  CREATE INDEX gaps ON items (directory, name, sequence) WHERE state = 2;
  CREATE TABLE due (
    source INTEGER NOT NULL,
    directory INTEGER NOT NULL,
    name BLOB NOT NULL,
    PRIMARY KEY (source, directory, name)
  ) WITHOUT ROWID;
  CREATE TABLE runs (
    source INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    writer TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER NOT NULL,
    effective_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    root TEXT NOT NULL,
    PRIMARY KEY (source, sequence)
  ) WITHOUT ROWID;
  CREATE INDEX runs_by_time ON runs (source, effective_ms, sequence);
  CREATE TABLE run_errors (
    source INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    position INTEGER NOT NULL,
    path BLOB NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (source, sequence, position)
  ) WITHOUT ROWID;
`];

/** Brings a database to the newest schema, one transaction a step. Fails with `catalog.newer-schema`. */
export function migrate(database: Database, migrations: Migrations): void {
  refuseNewer(database, migrations);
  if (versionOf(database) === migrations.length) return;
  const step = database.transaction(() => {
    const version = versionOf(database);
    const sql = migrations[version];
    if (sql === undefined) return false;
    database.exec(sql);
    database.pragma(`user_version = ${version + 1}`);
    return true;
  });
  while (step.immediate());
}

/** Whoever only reads can neither migrate nor understand what a newer program wrote. */
export function refuseNewer(database: Database, migrations: Migrations): void {
  const version = versionOf(database);
  if (version <= migrations.length) return;
  throw CodedError.of(catalogErrors, 'catalog.newer-schema', `schema ${version}, this program knows ${migrations.length}`);
}

export function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}
