import { autostartErrors } from './autostart-errors.js';
import { catalogErrors } from './catalog-errors.js';
import { cliErrors } from './cli-errors.js';
import { commandErrors } from './command-errors.js';
import { credentialErrors } from './credential-errors.js';
import { databaseErrors } from './database-errors.js';
import { engineErrors } from './engine-errors.js';
import { fileErrors } from './file-errors.js';
import { scanErrors } from './scan-errors.js';
import { agentErrors } from './agent-errors.js';
import { mailErrors } from './mail-errors.js';
import { noticeErrors } from './notice-errors.js';
import { pluginErrors } from './plugin-errors.js';
import { pluginInstallErrors } from './plugin-install-errors.js';
import { restoreErrors } from './restore-errors.js';
import { restoreFileErrors } from './restore-file-errors.js';
import { scheduleErrors } from './schedule-errors.js';
import { shellErrors } from './shell-errors.js';
import { shimErrors } from './shim-errors.js';
import { storeErrors } from './store-errors.js';
import { vaultErrors } from './vault-errors.js';
import { watchErrors } from './watch-errors.js';
import { webhookErrors } from './webhook-errors.js';
import { wireErrors } from './wire-errors.js';

/** Every error the product can name: code → kind and retry advice. An area adds one import and one line here. */
export const errorDefinitions = {
  ...autostartErrors,
  ...catalogErrors,
  ...cliErrors,
  ...commandErrors,
  ...credentialErrors,
  ...databaseErrors,
  ...engineErrors,
  ...fileErrors,
  ...scanErrors,
  ...agentErrors,
  ...mailErrors,
  ...noticeErrors,
  ...pluginErrors,
  ...pluginInstallErrors,
  ...restoreErrors,
  ...restoreFileErrors,
  ...scheduleErrors,
  ...shellErrors,
  ...shimErrors,
  ...storeErrors,
  ...vaultErrors,
  ...watchErrors,
  ...webhookErrors,
  ...wireErrors,
} as const;

export type ErrorCode = keyof typeof errorDefinitions;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorDefinitions, code);
}
