import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { buildStateFolder } from './paths.mjs';

const stampFile = `${buildStateFolder}/stamps.json`;

/** Which inputs each build step last ran for: step name → fingerprint. An unreadable file only means building again. */
export function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/** Records one step; replaced in one rename, so that a start beside it reads the old or the new file, never half of one. */
export function writeStamp(step, fingerprint) {
  mkdirSync(buildStateFolder, { recursive: true });
  const draft = `${stampFile}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...readStamps(), [step]: fingerprint }, undefined, 2)}\n`);
  renameSync(draft, stampFile);
}
