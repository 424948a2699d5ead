import { bug, CodedError } from '../../base/coded-error.js';
import { shimErrors } from '../../terms/errors/shim-errors.js';
import type { PathStyle, ShownState } from '../ports/shim-library.js';

/** The numbers of native/shim/include/mamori_shim.h. */
export const STYLES: Readonly<Record<PathStyle, number>> = { linux: 1, windows: 2 };
export const STATES: readonly ShownState[] = ['none', 'protected', 'in-progress', 'problem'];
export const ROW_REMOVED = 255;
export const NOBODY = -100;
/** From 1 on. */
export const TRAY_EVENTS = ['wanted', 'shown', 'hidden', 'chosen'] as const;
export const CODES = { argument: -1, memory: -2, system: -3, busy: -4, foreign: -5, capacity: -6, version: -7, internal: -8 } as const;

/** The result of a call that went well; a failure is thrown, wrong arguments as the defect that they are. */
export function checked(what: string, code: number, systemError: () => number, place?: string): number {
  if (code >= 0) return code;
  const data = { call: what, ...(place !== undefined && { folder: place }) };
  const fail = (name: keyof typeof shimErrors, more: object = {}) => CodedError.of(shimErrors, name, place === undefined ? `${what} failed` : `${what} failed: ${place}`, { data: { ...data, ...more } });
  switch (code) {
    case CODES.busy: throw fail('shim.busy');
    case CODES.foreign: throw fail('shim.foreign-folder');
    case CODES.capacity: throw fail('shim.full');
    case CODES.system: throw fail('shim.failed', { errno: systemError() });
    case CODES.memory: throw fail('shim.failed', { errno: 0 });
    default: throw bug(`${what} answered ${code}`);
  }
}

/** A buffer whose first byte lies where any structure may lie; Buffer.from may cut one out of a shared pool. */
export const words = (count: number): Buffer => Buffer.alloc(count * 4);

/** Texts one after the other, each ended by a NUL unit. */
export function nulEnded(style: PathStyle, texts: readonly Uint8Array[]): Buffer {
  const end = Buffer.alloc(style === 'windows' ? 2 : 1);
  return Buffer.concat(texts.flatMap(text => [text, end]));
}

export function splitNulEnded(style: PathStyle, bytes: Buffer): Buffer[] {
  const unit = style === 'windows' ? 2 : 1;
  const texts: Buffer[] = [];
  for (let at = 0, from = 0; at + unit <= bytes.length; at += unit) {
    if (bytes[at] !== 0 || bytes[at + unit - 1] !== 0) continue;
    texts.push(bytes.subarray(from, at));
    from = at + unit;
  }
  return texts;
}
