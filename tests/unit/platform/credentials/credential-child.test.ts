import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the credential process ends when its parent does', async () => {
  const script = fileURLToPath(new URL('../../../../src/platform/credentials/credential-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, 'keytar', 'mamori-test'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send({ operations: [] });
  expect(await once(child, 'message')).toEqual([{ replies: [] }, undefined]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});
