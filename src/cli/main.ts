import { readFileSync } from 'node:fs';

const [command] = process.argv.slice(2);

if (command === 'version') {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  console.log(manifest.version);
} else {
  console.error('usage: mamori version');
  process.exitCode = 2;
}
