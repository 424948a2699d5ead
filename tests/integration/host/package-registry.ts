import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A version of a package as a registry offers it. */
export interface Offered {
  readonly version: string;
  readonly archive: string;
  /** What the registry claims, if that is not so. */
  readonly claimedIntegrity?: string;
}

/** A registry on this machine that serves the versions of one package, the last as the latest, and says what it was asked for. */
export async function servePackage(name: string, offered: Offered[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const file = offered.find(({ version }) => path === `${name}/-/${version}.tgz`);
    if (file) return void response.end(readFileSync(file.archive));
    if (path !== name) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
    const versions = Object.fromEntries(offered.map(({ version, archive, claimedIntegrity }) => [version, {
      name, version, dist: { tarball: `${address()}${name}/-/${version}.tgz`, integrity: claimedIntegrity ?? `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}` },
    }]));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ name, 'dist-tags': { latest: offered.at(-1)?.version }, versions }));
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { address: address(), asked, close: () => void server.close() };
}
