import { noticeTables } from './notice-schema.js';
import type { Migrations } from './schema.js';

/** Local state; `folder` of a dirty range is a key as in directory-key.ts, so that a subtree is a range. */
export const stateMigrations: Migrations = [`
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX outbox_open ON outbox (position) WHERE done = 0;
  CREATE TABLE activities (
    number INTEGER NOT NULL,
    branch INTEGER NOT NULL,
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    source TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    finished_ms INTEGER,
    status TEXT NOT NULL,
    sequence INTEGER,
    details TEXT NOT NULL,
    PRIMARY KEY (number, branch)
  ) WITHOUT ROWID;
  CREATE INDEX activities_by_kind ON activities (kind, number, branch);
  CREATE INDEX activities_running ON activities (number, branch) WHERE finished_ms IS NULL;
  CREATE TABLE proofs (source TEXT PRIMARY KEY, proven_ms INTEGER, cursor TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE dirty_ranges (
    mark INTEGER PRIMARY KEY AUTOINCREMENT,
    root BLOB NOT NULL,
    folder BLOB NOT NULL,
    reason TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    UNIQUE (root, folder)
  );
`, noticeTables, `
  ALTER TABLE activities ADD COLUMN action TEXT;
  ALTER TABLE activities ADD COLUMN part TEXT;
  CREATE UNIQUE INDEX activities_by_action ON activities (action, part) WHERE action IS NOT NULL;
  ALTER TABLE outbox ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE notice_actions ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
`];
