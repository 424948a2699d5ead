export { inProcessTransports } from './in-process-transport.js';
export type { IncomingStream } from './incoming-stream.js';
export type { ByteSource, CallArguments, CallContext, CallOptions, CallResult, Handlers } from './methods.js';
export { RpcPeer, type RpcPeerOptions } from './rpc-peer.js';
export type { Transport, TransportListener } from './transport.js';
export { Turns, type Share } from './turns.js';
