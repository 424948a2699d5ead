import { fileURLToPath } from 'node:url';

/** The project's root folder, whatever folder the caller stands in. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** An absolute path below the project's root. */
export const inProject = (...parts) => [projectRoot, ...parts].join('/');

/** What building leaves behind beside its results: stamps, logs, the lock and the compile cache. */
export const buildStateFolder = inProject('.build');
