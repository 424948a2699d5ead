import { describe, it } from 'vitest';
import type {
  ByteRange, CommandArguments, DestinationCapabilities, NewNotice, Notice, ObjectInfo, OverlayMark, PlannedRun, RestoreOptions, RestoreOutcome, Run, Source, Version, VirtualFolder,
} from '../../../../../src/host/api/index.js';
import type { AgentMethods } from '../../../../../src/wire/plugins/rpc/agent-methods.js';
import type { MethodAnswer, MethodArguments, MethodParams, MethodResult } from '../../../../../src/wire/plugins/rpc/method.js';
import type { PluginMethods } from '../../../../../src/wire/plugins/rpc/plugin-methods.js';

/** Checked by the compiler alone: a value of the first type can be given where the second is asked for. */
const fits = <From extends To, To>(_given?: From): void => {};

describe('what plugins are shown and what crosses the border are one contract', () => {
  it('from the agent to plugins', () => {
    fits<Run[], MethodAnswer<AgentMethods, '$runs.list'>>();
    fits<MethodResult<AgentMethods, '$runs.list'>, readonly Run[]>();
    fits<Version[], MethodAnswer<AgentMethods, '$versions.list'>>();
    fits<MethodResult<AgentMethods, '$versions.list'>, readonly Version[]>();
    fits<readonly Source[], MethodAnswer<AgentMethods, '$sources.list'>>();
    fits<MethodResult<AgentMethods, '$sources.list'>, readonly Source[]>();
    fits<RestoreOutcome, MethodAnswer<AgentMethods, '$restore.start'>>();
    fits<MethodResult<AgentMethods, '$restore.start'>, RestoreOutcome>();
    fits<Notice, MethodArguments<PluginMethods, '$notices.deliver'>['notice']>();
    fits<MethodParams<PluginMethods, '$notices.deliver'>['notice'], Notice>();
    fits<PlannedRun, MethodArguments<PluginMethods, '$runs.before'>['run']>();
    fits<MethodParams<PluginMethods, '$runs.before'>['run'], PlannedRun>();
    fits<readonly Run[], MethodArguments<PluginMethods, '$runs.after'>['runs']>();
    fits<MethodParams<PluginMethods, '$runs.after'>['runs'], readonly Run[]>();
    fits<MethodParams<PluginMethods, '$commands.run'>['args'], CommandArguments>();
    fits<ByteRange | undefined, MethodArguments<PluginMethods, '$destinations.get'>['range']>();
    fits<MethodParams<PluginMethods, '$destinations.get'>['range'], ByteRange | undefined>();
  });

  it('from plugins to the agent', () => {
    fits<Partial<CommandArguments>, MethodArguments<AgentMethods, '$commands.execute'>['args']>();
    fits<NewNotice, MethodArguments<AgentMethods, '$notices.show'>['notice']>();
    fits<MethodParams<AgentMethods, '$notices.show'>['notice'], NewNotice>();
    fits<readonly OverlayMark[], MethodArguments<AgentMethods, '$overlays.assign'>['marks']>();
    fits<MethodParams<AgentMethods, '$overlays.assign'>['marks'], readonly OverlayMark[]>();
    fits<Omit<RestoreOptions, 'signal'> & { plugin: string }, MethodArguments<AgentMethods, '$restore.start'>>();
    fits<MethodParams<AgentMethods, '$restore.start'>, RestoreOptions>();
    fits<{ readonly folders?: readonly VirtualFolder[] }, MethodAnswer<PluginMethods, '$runs.before'>>();
    fits<MethodResult<PluginMethods, '$runs.before'>['folders'], readonly VirtualFolder[]>();
    fits<DestinationCapabilities, MethodAnswer<PluginMethods, '$destinations.open'>['capabilities']>();
    fits<readonly ObjectInfo[], MethodAnswer<PluginMethods, '$destinations.list'>['objects']>();
    fits<MethodResult<PluginMethods, '$destinations.list'>['objects'], readonly ObjectInfo[]>();
  });
});
