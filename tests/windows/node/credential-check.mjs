// On Windows' Node: node credential-check.mjs APP. keytar's addon against the credential manager, asked by the system's own function; prints "ok" or "FAILED" and what was expected.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const keytar = require('keytar');
const koffi = require('koffi');

const check = (good, expectation) => console.log(`${good ? 'ok' : 'FAILED'}: ${expectation}`);

const GENERIC = 1;
const LONGEST_BYTES = 2_560; // CRED_MAX_CREDENTIAL_BLOB_SIZE
const advapi = koffi.load('advapi32.dll');
koffi.struct('CREDENTIALW', {
  flags: 'uint32', type: 'uint32', target: 'str16', comment: 'str16', lastWritten: koffi.array('uint32', 2), blobBytes: 'uint32', blob: 'void *', persist: 'uint32',
  attributeCount: 'uint32', attributes: 'void *', alias: 'str16', user: 'str16',
});
const credRead = advapi.func('bool __stdcall CredReadW(str16 target, uint32 type, uint32 flags, _Out_ CREDENTIALW **credential)');
const credFree = advapi.func('void __stdcall CredFree(CREDENTIALW *credential)');

/** What the credential manager itself holds; undefined when it holds nothing of that name. */
function held(target) {
  const found = [null];
  if (!credRead(target, GENERIC, 0, found)) return undefined;
  const { user, blob, blobBytes } = koffi.decode(found[0], 'CREDENTIALW');
  const secret = Buffer.from(koffi.decode(blob, koffi.array('uint8', blobBytes))).toString('utf8');
  credFree(found[0]);
  return { user, secret };
}

const SERVICE = 'mamori.test', ACCOUNT = '経理 ①';
const target = `${SERVICE}/${ACCOUNT}`;
await keytar.setPassword(SERVICE, ACCOUNT, '合言葉 🎉');
check(await keytar.getPassword(SERVICE, ACCOUNT) === '合言葉 🎉', 'a secret is kept, whatever alphabet it is in');
const kept = held(target);
check(kept?.user === ACCOUNT && kept.secret === '合言葉 🎉', 'it lies in the credential manager, for this user');
const longest = 'a'.repeat(LONGEST_BYTES);
await keytar.setPassword(SERVICE, ACCOUNT, longest);
check(held(target)?.secret === longest, 'another takes its place, up to the longest that the manager takes');
check((await keytar.findCredentials(SERVICE)).map(({ account }) => account).join() === ACCOUNT, 'it is found by its service');
check(await keytar.getPassword(SERVICE, 'nobody') === null, 'of another account there is none');
check(await keytar.deletePassword(SERVICE, ACCOUNT) === true && held(target) === undefined, 'it can be taken out');
check(await keytar.deletePassword(SERVICE, ACCOUNT) === false, 'once');
