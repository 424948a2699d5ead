/* Begins a watch and never closes it: only the end of the environment can. */
import { Buffer } from 'node:buffer';
import { parentPort, workerData } from 'node:worker_threads';

const { loadNativeBinding } = await import('../../../src/platform/native-binding.ts');

loadNativeBinding().startWatch({
  root: Buffer.from(workerData.root), latencyMs: 10, maxChangesPerBatch: 4096,
  sink: event => parentPort.postMessage(event.kind),
});
