/** Bounds of the conversation between the agent and an extension host. Both sides come from one build, so a peer that exceeds one is broken and is cut off. */
export const RPC_LIMITS = {
  /** Bytes that one data frame may carry. */
  dataBytes: 1024 * 1024,
  /** Bytes that a stream may have under way, sent and not yet read. Over a pipe, 64 MiB pass at 1.3 GB/s with 4 MiB, at 1.0 GB/s with 1 MiB, no faster with 8 MiB. */
  windowBytes: 4 * 1024 * 1024,
  /** Bytes of its window that the sender may use before the receiver has begun to read: small objects need no round trip. */
  firstCreditBytes: 256 * 1024,
  /** Calls open at once in each direction, with their streams; further ones wait on the caller's side. */
  openCalls: 256,
  /** Urgent calls (`$ping`) open beside those, which never wait. */
  urgentCalls: 16,
} as const;
