/* Begins a watch with the addon alone and never closes it: only the end of the environment can. */
import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { addon, root } = workerData;
createRequire(import.meta.url)(addon).startWatch({
  root: Buffer.from(root), latencyMs: 10, maxChangesPerBatch: 4096,
  sink: event => parentPort.postMessage(event.kind),
});
