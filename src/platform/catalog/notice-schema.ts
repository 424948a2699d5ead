/** Notices with their deliveries and buttons; `memory` is what the policies remember, one row. */
export const noticeTables = `
  CREATE TABLE notices (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    dedupe_key TEXT,
    fate TEXT NOT NULL,
    seen_ms INTEGER,
    body TEXT NOT NULL
  );
  CREATE INDEX notices_due ON notices (number) WHERE fate = 'due';
  CREATE INDEX notices_unseen ON notices (dedupe_key, number) WHERE seen_ms IS NULL;
  CREATE TABLE notice_memory (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL);
  CREATE TABLE notice_deliveries (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    notice TEXT NOT NULL,
    channel TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    failure TEXT
  );
  CREATE INDEX notice_deliveries_by_channel ON notice_deliveries (channel, position);
  CREATE INDEX notice_deliveries_by_notice ON notice_deliveries (notice, position);
  CREATE TABLE notice_actions (
    nonce TEXT PRIMARY KEY,
    notice TEXT NOT NULL,
    name TEXT NOT NULL,
    call TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open'
  ) WITHOUT ROWID;
  CREATE INDEX notice_actions_by_notice ON notice_actions (notice);
  CREATE INDEX notice_actions_taken ON notice_actions (nonce) WHERE state = 'taken';
`;
