/* Appends to every file below the folder given as argument, one after the other, and ends. */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) appendFileSync(join(entry.parentPath, entry.name), 'after');
}
