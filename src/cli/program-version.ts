import { readFileSync } from 'node:fs';

/** The version in package.json, which stands two folders above dist/cli and src/cli alike. */
export function programVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return manifest.version;
}
