import { inProject } from './paths.mjs';
import { windowsPath, WinePrefix } from './wine-prefix.mjs';

/**
 * Installing for all users with the shim's own functions on Windows' Node, in a prefix where nothing else is.
 *
 * @param {(good: boolean, expectation: string) => void} check
 * @param {{ folder: string, node: string }} app from layOutForWindows
 */
export async function testInstallationForAllUsers(check, app) {
  const prefix = await WinePrefix.create('installation');
  try {
    const program = inProject('tests/windows/node/for-all-users.mjs');
    const { code, output } = await prefix.run('installation', app.node, [windowsPath(program), windowsPath(`${app.folder}/dist`)]);
    for (const line of output.split(/\r?\n/)) {
      const [, verdict, expectation] = /^(ok|FAILED): (.*)$/.exec(line) ?? [];
      if (verdict) check(verdict === 'ok', `installation: ${expectation}`);
      else if (line !== '') console.log(line);
    }
    check(code === 0, 'installation: the program ends by itself');
  } finally {
    await prefix.dispose();
  }
}
