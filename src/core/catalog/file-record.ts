import type { Buffer } from 'node:buffer';

/** The bits of a record's flags, section 8 of docs/vault-format.md. Bits 4 to 6 say which optional fields follow. */
export const recordFlags = {
  generation: 1,
  torn: 2,
  metadataOnly: 4,
  sparse: 8,
  hardLink: 16,
  movedFrom: 32,
  extensions: 64,
} as const;

/** In the order of the coding: file is 0. */
export const recordKinds = ['file', 'directory', 'symlink', 'fifo', 'socket', 'character-device', 'block-device'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Tags of extensions; others are kept as they are. */
export const extensionTags = {
  extendedAttribute: 1,
  securityDescriptor: 2,
  alternateStream: 3,
  windowsAttributes: 4,
  birthTime: 5,
} as const;

export interface RecordExtension {
  readonly tag: number;
  readonly value: Buffer;
}

/** One version of one path: everything that a restore needs beside the chunks themselves. */
export interface FileRecord {
  readonly kind: RecordKind;
  readonly generation: boolean; //   made or promoted by a scheduled or manual run
  readonly torn: boolean; //         the file changed while it was read
  readonly metadataOnly: boolean; // the content is that of the version before
  readonly sparse: boolean;
  readonly size: number; //          logical bytes
  readonly mtimeNs: bigint; //       since 1970
  readonly mode: number; //          permission and set-id bits, 07777
  readonly uid: number;
  readonly gid: number;
  readonly content?: { readonly depth: number; readonly ids: Buffer }; // files; 16 bytes a chunk id
  readonly target?: Buffer; //       symbolic links
  readonly device?: number; //       devices
  readonly hardLink?: Buffer; //     8 bytes, equal for all names of one file
  readonly movedFrom?: Buffer; //    the path this one had before
  readonly extensions?: readonly RecordExtension[];
}
