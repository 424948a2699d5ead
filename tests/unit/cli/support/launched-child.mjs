// Runs exact-arguments-child.mjs in its own place, as scripts/mamori runs itself under another Node.
import { fileURLToPath } from 'node:url';
import { standInFor } from '../../../../scripts/lib/under-fitting-node.mjs';

const child = fileURLToPath(new URL('./exact-arguments-child.mjs', import.meta.url));
process.exit(await standInFor(process.execPath, [child, ...process.argv.slice(2)]));
