import * as nodeFs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** The calls a folder store makes, so that tests can record, fail and model them. */
export type FolderFs = Pick<
  typeof nodeFs, 'open' | 'rename' | 'link' | 'unlink' | 'mkdir' | 'readdir' | 'stat' | 'statfs'
>;
export type FolderFile = FileHandle;

export const nodeFolderFs: FolderFs = nodeFs;
