import type { ActionName } from '../../terms/notice-terms.js';

/** The command that does what a button would have done. */
export const actionCommands: Readonly<Record<ActionName, string>> = {
  'back-up-now': 'mamori backup', undo: 'mamori undo', details: 'mamori notices list', mute: 'mamori notices list',
  restore: 'mamori versions', 'restore-copy': 'mamori versions',
};
