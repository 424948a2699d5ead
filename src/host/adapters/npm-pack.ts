import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { pluginInstallErrors } from '../../terms/errors/plugin-install-errors.js';
import { INSTALL_LIMITS } from '../main/install/limits.js';
import { findNpm } from './npm-pack-command.js';

/** Options that keep npm to its work; `--ignore-scripts` is what makes it safe: nothing of the package runs. */
const OPTIONS = ['--ignore-scripts', '--json', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/**
 * Fetches a package by name into an empty folder and returns the file's path. npm brings its own settings: registry, proxy, credentials, certificates; it also compares
 * what it gets with the registry's checksum.
 *
 * @throws CodedError `plugin.npm-missing`, `plugin.package-unavailable` (`data.npm` is npm's own code, such as E404)
 */
export async function npmPack(spec: string, folder: string, signal: AbortSignal): Promise<string> {
  const environment = environmentForNpm(process.env);
  const npm = findNpm(process.execPath, environment['PATH'] ?? environment['Path'] ?? '', process.platform);
  if (!npm) throw CodedError.of(pluginInstallErrors, 'plugin.npm-missing', 'no npm beside Node or in PATH');
  const words = [...npm.before, 'pack', ...OPTIONS, '--pack-destination', folder, '--', spec];
  await new Promise<void>((resolve, reject) => {
    execFile(npm.file, words, { cwd: folder, env: environment, signal, timeout: INSTALL_LIMITS.npmMs, maxBuffer: 16 << 20, windowsHide: true }, (failure, stdout, stderr) => {
      if (!failure) resolve();
      else if (signal.aborted) reject(signal.reason as Error);
      else reject(unavailable(spec, stdout, stderr, failure));
    });
  });
  const [packed] = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
  if (packed === undefined) throw unavailable(spec, '', 'npm made no file', undefined);
  return join(folder, packed);
}

/** npm's own settings and nothing of an npm that may have started this program, which would mislead it; and no secret of ours. */
function environmentForNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(?:npm_(?:package|lifecycle)_|npm_config_local_prefix$|MAMORI_PASSPHRASE$)/i.test(name)));
}

function unavailable(spec: string, stdout: string, stderr: string, cause: unknown): CodedError {
  const { code, summary } = toldBy(stdout);
  const message = `${spec}: ${summary ?? (stderr.trim().split('\n').at(-1) || String(cause))}`.slice(0, 500);
  return CodedError.of(pluginInstallErrors, 'plugin.package-unavailable', message, { data: { package: spec, npm: code ?? '' }, cause });
}

/** With `--json` npm tells failures as a document on its standard output. */
function toldBy(stdout: string): { readonly code?: string; readonly summary?: string } {
  try {
    const { error } = JSON.parse(stdout) as { readonly error?: { readonly code?: unknown; readonly summary?: unknown } };
    return { ...(typeof error?.code === 'string' && { code: error.code }), ...(typeof error?.summary === 'string' && { summary: error.summary }) };
  } catch {
    return {};
  }
}
