/** How far a long piece of work is; totals grow while they are still being counted. */
export interface Progress {
  readonly step: ProgressStep;
  readonly subject?: string | undefined; //   the source's or vault's name
  readonly filesDone?: number;
  readonly filesTotal?: number;
  readonly bytesDone?: number;
  readonly bytesTotal?: number;
  readonly totalsFinal?: boolean;
  readonly currentPath?: string | undefined;
}

export type ProgressStep =
  | 'paused' | 'opening' | 'indexing' | 'scanning' | 'saving' | 'committing' | 'restoring' | 'deleting' | 'verifying' | 'rebuilding' | 'collecting' | 'cataloguing';
