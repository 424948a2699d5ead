import type { ByteRange } from '../../core/ports/object-store.js';
import { writeDirect } from './direct-write.js';
import type { FolderFile, FolderFs } from './folder-fs.js';

/** Between two writes the abort signal is looked at; larger steps gain nothing measurable. */
const WRITE_STEP_BYTES = 8 << 20;
/** IOV_MAX of Linux; beyond it the call would be split anyway. */
const WRITE_STEP_BUFFERS = 1024;

/** Writes a new file and syncs it before closing; leaves a partial file behind when it fails. */
export async function writeNewFile(
  fs: FolderFs, path: string, buffers: readonly Uint8Array[], signal: AbortSignal | undefined,
): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    let position = await writeDirect(fs, path, buffers, signal);
    for (const step of writeSteps(withoutFirst(buffers, position))) {
      signal?.throwIfAborted();
      position = await writeAll(file, step, position);
    }
    signal?.throwIfAborted();
    await file.datasync();
  } finally {
    await file.close();
  }
}

function* writeSteps(buffers: readonly Uint8Array[]): Generator<Uint8Array[]> {
  let step: Uint8Array[] = [];
  let stepBytes = 0;
  for (const buffer of buffers) {
    for (let offset = 0; offset < buffer.length;) {
      const piece = buffer.subarray(offset, offset + WRITE_STEP_BYTES - stepBytes);
      step.push(piece);
      stepBytes += piece.length;
      offset += piece.length;
      if (stepBytes === WRITE_STEP_BYTES || step.length === WRITE_STEP_BUFFERS) {
        yield step;
        step = [];
        stepBytes = 0;
      }
    }
  }
  if (step.length > 0) yield step;
}

/** Returns the position behind what was written. */
async function writeAll(file: FolderFile, buffers: Uint8Array[], start: number): Promise<number> {
  let rest = buffers;
  let position = start;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, position);
    position += bytesWritten;
    rest = withoutFirst(rest, bytesWritten);
  }
  return position;
}

/** A write may take less than it was given, most of all just before the disk is full. */
function withoutFirst(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
  let left = count;
  const index = buffers.findIndex(buffer => (left -= buffer.length) < 0);
  if (index < 0) return [];
  const partial = buffers[index]!;
  return [partial.subarray(partial.length + left), ...buffers.slice(index + 1)];
}

const READ_STEP_BYTES = 8 << 20;
/** Below this a range is read without asking for the size first: a wrong range then costs little memory. */
const SMALL_RANGE_BYTES = 1 << 20;

/** Reads a range, or the whole file without one; undefined when the file ends before the range does. */
export async function readRange(
  file: FolderFile, range: ByteRange | undefined, signal: AbortSignal | undefined,
): Promise<Buffer | undefined> {
  if (range && 'offset' in range && range.length <= SMALL_RANGE_BYTES) return readExactly(file, range.offset, range.length, signal);
  const { size } = await file.stat();
  if (range && 'offset' in range) {
    return range.offset + range.length <= size ? readExactly(file, range.offset, range.length, signal) : undefined;
  }
  const length = Math.min(range?.suffix ?? size, size);
  return readExactly(file, size - length, length, signal);
}

async function readExactly(
  file: FolderFile, offset: number, length: number, signal: AbortSignal | undefined,
): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(bytes, done, Math.min(length - done, READ_STEP_BYTES), offset + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}
