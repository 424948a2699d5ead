import type { VerbContext, VerbHandler } from '../../shell/endpoint/connection.js';
import type { VerbName, VerbResults } from '../../wire/verbs/verb-table.js';
import { backupVerb } from './backup-verb.js';
import { findVerb, lsVerb, versionsVerb } from './browse-verbs.js';
import { cancelVerb, pauseVerb, resumeVerb, stopVerb } from './control-verbs.js';
import { deleteVerb } from './delete-verb.js';
import { doctorVerb } from './doctor-verb.js';
import { gcVerb } from './gc-verb.js';
import { keyAddVerb, keyListVerb, keyRecoveryCodeVerb, keyRemoveVerb, keyRotateVerb } from './key-verbs.js';
import { rebuildCatalogVerb } from './rebuild-catalog-verb.js';
import { restoreVerb } from './restore-verb.js';
import { runVerb, runsVerb } from './runs-verbs.js';
import { configGetVerb, configSetVerb, scheduleGetVerb, scheduleSetVerb, sourceAddVerb, sourceListVerb, sourceRemoveVerb } from './settings-verbs.js';
import { statusVerb } from './status-verb.js';
import type { Verb, VerbHost } from './verb.js';
import { verifyVerb } from './verify-verb.js';
import { whyVerb } from './why-verb.js';

const VERBS: { readonly [N in VerbName]: Verb<N> } = {
  status: statusVerb, backup: backupVerb, versions: versionsVerb, ls: lsVerb, find: findVerb, restore: restoreVerb, runs: runsVerb, run: runVerb, why: whyVerb,
  stop: stopVerb, pause: pauseVerb, resume: resumeVerb, cancel: cancelVerb,
  'source.list': sourceListVerb, 'source.add': sourceAddVerb, 'source.remove': sourceRemoveVerb,
  'schedule.get': scheduleGetVerb, 'schedule.set': scheduleSetVerb, 'config.get': configGetVerb, 'config.set': configSetVerb,
  verify: verifyVerb, 'rebuild-catalog': rebuildCatalogVerb, delete: deleteVerb, gc: gcVerb,
  'key.list': keyListVerb, 'key.add': keyAddVerb, 'key.remove': keyRemoveVerb, 'key.rotate': keyRotateVerb, 'key.recovery-code': keyRecoveryCodeVerb,
  doctor: doctorVerb,
};

/** Carries verbs out on a host. Parameters were checked by the verb's schema: at the endpoint, or by the command line's own types. */
export class VerbRouter implements VerbHandler {
  readonly #host: VerbHost;

  constructor(host: VerbHost) {
    this.#host = host;
  }

  async call<N extends VerbName>(verb: N, params: unknown, context: VerbContext): Promise<VerbResults[N]> {
    const carryOut = VERBS[verb] as Verb<VerbName>;
    return await carryOut(this.#host, params as never, context) as VerbResults[N];
  }
}
