/** Of each part the modules that it is made for; what these import comes along. Earlier parts go first. */
const PARTS = {
  start: ['cli/exact-arguments.ts', 'cli/split-command.ts', 'cli/program-version.ts'],
  command: ['cli/dispatch.ts', 'cli/run-verb.ts', 'cli/find-runner.ts', 'cli/commands/status-command.ts', 'cli/commands/protect-commands.ts', 'texts/describe-error.ts'],
  core: ['agent/index.ts', 'agent/workspace.ts', 'agent/backup-work.ts', 'agent/vault/vault-link.ts', 'agent/verbs/verb-router.ts'],
};

/**
 * What is loaded together whenever something of it is: what every command begins with, what every command needs, and what every command needs that has no agent to ask.
 * Everything else is split as it is needed, which leaves many small files, but few of them to each command: `backup` loads 20 files instead of 280.
 *
 * For one build. A part of which a module is not there any more fails the build, so that none is lost unnoticed.
 *
 * @param {string} source the folder of all modules, with forward slashes
 */
export function bundleParts(source) {
  return Object.entries(PARTS).map(([name, places], index, all) => {
    let members;
    return {
      priority: all.length - index,
      name: (id, bundler) => {
        members ??= importedFrom(places.map(place => `${source}/${place}`), bundler);
        return members.has(id) ? name : undefined;
      },
    };
  });
}

function importedFrom(ids, bundler) {
  const found = new Set();
  const visit = id => {
    if (found.has(id)) return;
    const module = bundler.getModuleInfo(id);
    if (!module) throw new Error(`${id} is not part of the program: scripts/lib/bundle-parts.mjs`);
    found.add(id);
    module.importedIds.filter(isModule).forEach(visit);
  };
  ids.forEach(visit);
  return found;
}

const isModule = id => id.startsWith('/') || /^[A-Za-z]:/.test(id);
