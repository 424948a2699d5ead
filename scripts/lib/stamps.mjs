import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';

const stampFile = folder => `${folder}/stamps.json`;

/** Which inputs each build step last ran for: step name → fingerprint. An unreadable file only means building again. */
export function readStamps(folder = buildStateFolder) {
  try {
    return JSON.parse(readFileSync(stampFile(folder), 'utf8'));
  } catch {
    return {};
  }
}

/** Records one step; replaced in one rename, so that a start beside it reads the old or the new file, never half of one. */
export function writeStamp(step, fingerprint, folder = buildStateFolder) {
  mkdirSync(folder, { recursive: true });
  const draft = `${stampFile(folder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...readStamps(folder), [step]: fingerprint }, undefined, 2)}\n`);
  renameSync(draft, stampFile(folder));
}
