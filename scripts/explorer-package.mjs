// Makes the package for the menu of Windows 11, build/mamori-explorer.msix: node scripts/explorer-package.mjs [FOLDER]   (FOLDER: instead of build)
//
// A release needs a certificate that the PCs trust: MAMORI_SIGNING_CERTIFICATE is the path of its .pfx file, MAMORI_SIGNING_PASSWORD its password. The package then names its subject as
// the publisher, because Windows takes no other; MAMORI_PACKAGE_PUBLISHER, where it is given, has to say the same, and says it where there is no openssl to look. Without a certificate
// the package is only laid out, and the program says of itself "classic menu only: unsigned build".
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { explorerPackageManifest } from './lib/explorer-package.mjs';
import { packMsix } from './lib/msix.mjs';
import { publisherOf, signPackage, subjectOf } from './lib/package-signing.mjs';
import { inProject } from './lib/paths.mjs';
import { StepFailure } from './lib/run-command.mjs';

const UNSIGNED_PUBLISHER = 'CN=Mamori unsigned build';
const target = process.argv[2] ?? inProject('build');
const folder = `${target}/explorer-package`, unsigned = `${folder}.msix`, signed = `${target}/mamori-explorer.msix`;

async function publisher(certificate, password, stated) {
  if (certificate === undefined) return UNSIGNED_PUBLISHER;
  const subject = await subjectOf(certificate, password);
  const own = subject === undefined ? stated : publisherOf(subject);
  if (own === undefined) throw new StepFailure('there is no openssl to read the certificate with; MAMORI_PACKAGE_PUBLISHER has to say whose it is');
  if (stated !== undefined && stated !== own) throw new StepFailure(`the certificate is that of ${own}, not of ${stated}: Windows would refuse the package`);
  return own;
}

try {
  const { MAMORI_PACKAGE_PUBLISHER: stated, MAMORI_SIGNING_CERTIFICATE: certificate, MAMORI_SIGNING_PASSWORD: password = '' } = process.env;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const manifest = explorerPackageManifest({ version, publisher: await publisher(certificate, password, stated) });
  for (const path of [folder, unsigned, signed]) rmSync(path, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/AppxManifest.xml`, manifest);
  cpSync(inProject('native/explorer/package/Assets'), `${folder}/Assets`, { recursive: true });
  announce(`laid out ${folder}`);
  if (certificate === undefined) {
    announce('classic menu only: unsigned build');
  } else {
    writeFileSync(unsigned, packMsix(folder));
    await signPackage({ unsigned, target: signed, certificate, password });
    rmSync(unsigned);
    announce(`signed ${signed}`);
  }
} catch (failure) {
  fail(failure);
}
