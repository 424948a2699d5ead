import { mkdirSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { addFfiRs } from './wine-ffi-rs.mjs';
import { windowsPath, WinePrefix } from './wine-prefix.mjs';

/**
 * Installing for all users with the shim's own functions on Windows' Node, by each driver, and by the command of the program, in a prefix where nothing else is.
 *
 * @param {(good: boolean, expectation: string) => void} check
 * @param {{ folder: string, node: string }} app from layOutForWindows
 */
export async function testInstallationForAllUsers(check, app) {
  const prefix = await WinePrefix.create('installation');
  try {
    await addFfiRs(app.folder, prefix);
    const program = inProject('tests/windows/node/for-all-users.mjs');
    const { code, output } = await prefix.run('installation', app.node, [windowsPath(program), windowsPath(`${app.folder}/dist`)]);
    for (const line of output.split(/\r?\n/)) {
      const [, verdict, expectation] = /^(ok|FAILED): (.*)$/.exec(line) ?? [];
      if (verdict) check(verdict === 'ok', `installation: ${expectation}`);
      else if (line !== '') console.log(line);
    }
    check(code === 0, 'installation: the program ends by itself');
    await command(prefix, app, check);
  } finally {
    await prefix.dispose();
  }
}

/** As a person calls it. Under Wine everybody is an administrator, and owns every folder: nobody is asked, and the place is never closed to others. */
async function command(prefix, app, check) {
  const environment = { MAMORI_HOME: 'C:\\office', MAMORI_CREDENTIALS: 'file', MAMORI_LANGUAGE: 'en' };
  const mamori = (...words) => prefix.run('installation-command', app.node, [windowsPath(`${app.folder}/dist/cli/main.js`), ...words], environment);
  mkdirSync(`${prefix.driveC}/docs`, { recursive: true });
  writeFileSync(`${prefix.driveC}/docs/first.txt`, 'first');
  check((await mamori('up', 'C:\\docs', '--once')).code === 0, 'installation: a first backup is made');
  const install = await mamori('shell', 'install');
  check(install.code === 1 && install.output.includes('shell.place-open') && install.output.includes('S-1-5-21-'), 'installation: "shell install" refuses a place that somebody else could change, and says whose it is');
  const doctor = await mamori('shell', 'doctor');
  check(doctor.code === 1 && doctor.output.includes('Run "mamori shell install"; Windows will ask for an administrator.'), 'installation: "shell doctor" says what to do');
  check((await mamori('shell', 'uninstall')).code === 0, 'installation: "shell uninstall" has nothing to do');
}
