import type { OpenContainer } from '../ports/engine.js';
import { formatRunName } from '../vault/object-names.js';
import { formatRunRoot, type RunRoot } from '../vault/runs/run-root.js';
import type { VaultSession } from './vault-session.js';

export interface CommittedObject {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Puts the run object: the commit (section 10 of docs/vault-format.md, step 3). Before it resolves nothing of the run exists, after it all does.
 *
 * Everything that `root` refers to must be stored already or lie in `open`. With `pad` the object gets a Padmé size. What is about to be put is recorded before: a crash in between leaves a run that
 * this installation knows for its own.
 */
export async function commitRun(session: VaultSession, root: RunRoot, open: OpenContainer | undefined, pad: boolean): Promise<CommittedObject> {
  const object = session.vault.finishRun(open, formatRunRoot(root), { pad });
  const name = formatRunName({ source: root.source, sequence: root.sequence, writer: root.writer, sha256: object.sha256 });
  session.intentions.record(root.source, { sequence: root.sequence, sha256: object.sha256 });
  await session.store.put(name, object.bytes);
  session.index.add([{ name, footer: object.footer }]);
  return { sha256: object.sha256, sizeBytes: object.sizeBytes };
}
