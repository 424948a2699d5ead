import { proposalMissing } from '../../refusals.js';
import { idOf, type AgentSide, type Answers } from './agent-side.js';

type Methods = '$sources.list' | '$sources.explain' | '$runs.list' | '$runs.start' | '$versions.list' | '$versions.find' | '$versions.read' | '$restore.start';

/** What is protected, and bringing it back: the agent's own services, in the border's form. */
export function protectionAnswers({ services, index }: AgentSide): Answers<Methods> {
  return {
    '$sources.list': () => services.sources.list(),
    '$sources.explain': ({ paths }) => services.sources.explain(paths),
    '$runs.list': ({ limit }) => services.runs.list(limit),
    '$runs.start': ({ paths }, { signal }) => services.runs.start(paths, signal),
    '$versions.list': ({ path }) => services.versions.list(path),
    '$versions.find': ({ pattern, limit }) => services.versions.find(pattern, limit),
    '$versions.read': async ({ plugin, path, version }, { signal }) => {
      if (!index.manifest(idOf(plugin))?.enabledApiProposals.includes('versionContent')) throw proposalMissing(plugin, 'versionContent');
      const { sizeBytes, content } = await services.versions.read(path, version, signal);
      return { value: { sizeBytes }, stream: content };
    },
    '$restore.start': (options, { signal }) => services.restore.start(options, signal),
  };
}
