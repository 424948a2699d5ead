/* A host process that is none. */
import { inheritedTransport } from '../../../../../src/host/adapters/socket-transport.js';

const transport = inheritedTransport();
transport.start({ onData: () => {}, onDrain: () => {}, onClose: () => process.exit(0) });
transport.send([Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')]);
