// Lays out the package for the menu of Windows 11 in build/explorer-package: node scripts/explorer-package.mjs
//
// A release needs a certificate that the PCs trust: MAMORI_PACKAGE_PUBLISHER is its subject ("CN=…"), MAMORI_SIGNING_CERTIFICATE the path of its .pfx file and
// MAMORI_SIGNING_PASSWORD its password. With all three on Windows (Windows SDK in the PATH) the package is made and signed; otherwise only laid out, and the
// program says of itself "classic menu only: unsigned build".
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { explorerPackageManifest } from './lib/explorer-package.mjs';
import { inProject } from './lib/paths.mjs';
import { runLogged } from './lib/run-command.mjs';

const UNSIGNED_PUBLISHER = 'CN=Mamori unsigned build';
const folder = inProject('build/explorer-package');

try {
  const { MAMORI_PACKAGE_PUBLISHER: publisher, MAMORI_SIGNING_CERTIFICATE: certificate, MAMORI_SIGNING_PASSWORD: password = '' } = process.env;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/AppxManifest.xml`, explorerPackageManifest({ version, publisher: publisher ?? UNSIGNED_PUBLISHER }));
  cpSync(inProject('native/explorer/package/Assets'), `${folder}/Assets`, { recursive: true });
  announce(`laid out ${folder}`);
  if (publisher && certificate && process.platform === 'win32') {
    const target = inProject('build/mamori-explorer.msix');
    await runLogged('explorer-package', 'makeappx.exe', ['pack', '/o', '/nv', '/d', folder, '/p', target]);
    await runLogged('explorer-package-sign', 'signtool.exe', ['sign', '/fd', 'SHA256', '/f', certificate, '/p', password, target]);
    announce(`signed ${target}`);
  } else {
    announce('classic menu only: unsigned build');
  }
} catch (failure) {
  fail(failure);
}
