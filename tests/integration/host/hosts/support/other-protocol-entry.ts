/* A host process of another version. */
import { inheritedTransport } from '../../../../../src/host/adapters/socket-transport.js';
import { encodeMessage } from '../../../../../src/wire/plugins/rpc/frames.js';
import { PLUGIN_PROTOCOL } from '../../../../../src/wire/plugins/rpc/messages.js';

const transport = inheritedTransport();
transport.start({ onData: () => {}, onDrain: () => {}, onClose: () => process.exit(0) });
transport.send([encodeMessage({ type: 'hello', protocol: PLUGIN_PROTOCOL + 1 })]);
