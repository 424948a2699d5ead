// Moves money between two entries for ever, as an accounting program might: node sqlite-writer.mjs FILE
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { timeout: 30_000 });
const move = database.prepare('UPDATE entry SET cents = cents + ? WHERE id = ?');
for (let round = 0; ; round += 1) {
  database.exec('BEGIN IMMEDIATE');
  move.run(round, 1 + (round * 7919) % 20_000);
  move.run(-round, 1 + (round * 104_729 + 1) % 20_000);
  database.exec('COMMIT');
  if (round === 50) process.send('writing');
  if (round % 50 === 0) await new Promise(resolve => setImmediate(resolve));
}
