import { describe, expect, it } from 'vitest';
import { membersOnly } from '../../../../src/host/main/hosts/members-only.js';
import type { Handlers } from '../../../../src/host/rpc/index.js';
import type { AgentMethods } from '../../../../src/wire/plugins/rpc/agent-methods.js';
import { AGENT_METHODS } from '../../../../src/wire/plugins/rpc/agent-methods.js';

const answers = Object.fromEntries(Object.keys(AGENT_METHODS).map(method => [method, ({ plugin }: { readonly plugin: string }) => `${method} for ${plugin}`]));
const guarded = membersOnly(answers as unknown as Handlers<AgentMethods>, plugin => plugin === 'acme.here') as unknown as Readonly<Record<string, (params: object, context: object) => unknown>>;

describe('a host', () => {
  it.each(Object.keys(AGENT_METHODS))('speaks in %s for its own plugins only', method => {
    expect(guarded[method]?.({ plugin: 'acme.here' }, {})).toBe(`${method} for acme.here`);
    expect(() => guarded[method]?.({ plugin: 'acme.elsewhere' }, {})).toThrow(expect.objectContaining({ code: 'plugin.bad-message' }));
  });
});
