/** What scans believe to be stored already, source by source. */
export interface ScanImages {
  /** The next scan of the source reads every file again. Durable when it resolves; harmless when repeated. */
  giveUp(source: string): Promise<void>;
}
