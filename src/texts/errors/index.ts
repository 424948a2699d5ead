import type { ErrorCode } from '../../terms/errors/index.js';
import type { ErrorText } from './error-text.js';
import { autostartErrorTexts } from './autostart-error-texts.js';
import { catalogErrorTexts } from './catalog-error-texts.js';
import { cliErrorTexts } from './cli-error-texts.js';
import { commandErrorTexts } from './command-error-texts.js';
import { credentialErrorTexts } from './credential-error-texts.js';
import { databaseErrorTexts } from './database-error-texts.js';
import { engineErrorTexts } from './engine-error-texts.js';
import { fileErrorTexts } from './file-error-texts.js';
import { scanErrorTexts } from './scan-error-texts.js';
import { agentErrorTexts } from './agent-error-texts.js';
import { mailErrorTexts } from './mail-error-texts.js';
import { noticeErrorTexts } from './notice-error-texts.js';
import { pluginErrorTexts } from './plugin-error-texts.js';
import { pluginInstallErrorTexts } from './plugin-install-error-texts.js';
import { restoreErrorTexts } from './restore-error-texts.js';
import { restoreFileErrorTexts } from './restore-file-error-texts.js';
import { scheduleErrorTexts } from './schedule-error-texts.js';
import { shellErrorTexts } from './shell-error-texts.js';
import { shimErrorTexts } from './shim-error-texts.js';
import { storeErrorTexts } from './store-error-texts.js';
import { vaultErrorTexts } from './vault-error-texts.js';
import { watchErrorTexts } from './watch-error-texts.js';
import { webhookErrorTexts } from './webhook-error-texts.js';
import { wireErrorTexts } from './wire-error-texts.js';

/** What people read for every error code, in both languages. An area adds one import and one line here. */
export const errorTexts: Readonly<Record<ErrorCode, ErrorText>> = {
  ...autostartErrorTexts,
  ...catalogErrorTexts,
  ...cliErrorTexts,
  ...commandErrorTexts,
  ...credentialErrorTexts,
  ...databaseErrorTexts,
  ...engineErrorTexts,
  ...fileErrorTexts,
  ...scanErrorTexts,
  ...agentErrorTexts,
  ...mailErrorTexts,
  ...noticeErrorTexts,
  ...pluginErrorTexts,
  ...pluginInstallErrorTexts,
  ...restoreErrorTexts,
  ...restoreFileErrorTexts,
  ...scheduleErrorTexts,
  ...shellErrorTexts,
  ...shimErrorTexts,
  ...storeErrorTexts,
  ...vaultErrorTexts,
  ...watchErrorTexts,
  ...webhookErrorTexts,
  ...wireErrorTexts,
};
