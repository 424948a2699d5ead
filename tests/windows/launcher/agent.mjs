// Stands where the agent would: keeps what it was started with and told, ends as it was told to. What is tested is the launcher.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const folder = 'C:\\agent';
const note = text => appendFileSync(`${folder}\\notes.txt`, `${Date.now()} ${text}\n`);
const mode = existsSync(`${folder}\\mode.txt`) ? readFileSync(`${folder}\\mode.txt`, 'utf8').trim() : '';

note(`started ${process.pid} ${process.env.MAMORI_LAUNCHED} ${JSON.stringify(process.argv.slice(2))}`);
if (mode === 'fail' || process.argv[2] === 'check-alive') process.exit(1);
if (mode === 'stop') process.exit(0);
createInterface({ input: process.stdin, terminal: false }).on('line', line => {
  const [number, event] = line.split(' ');
  note(`told ${line}`);
  const answer = () => process.stdout.write(`done ${number}\n`);
  if (event === 'session-ending') setTimeout(() => { note('ended'); process.exit(0); }, 1000);
  else setTimeout(answer, event === 'will-sleep' ? 500 : 0);
});
