import type { AgentMethods } from '../../../wire/plugins/rpc/agent-methods.js';
import type { MethodArguments } from '../../../wire/plugins/rpc/method.js';
import type { Disposable } from '../../api/index.js';
import { notActive } from '../../refusals.js';
import type { CallArguments, CallResult } from '../../rpc/index.js';
import type { Activation, AgentCalls } from '../plugin-side.js';

type Arguments<M extends keyof AgentMethods> = Omit<MethodArguments<AgentMethods, M>, 'plugin'>;

/** What all parts of one plugin's API share: who it is, its way to the agent, and what must be taken back at the end. */
export class ApiLife {
  readonly activation: Activation;
  readonly #agent: AgentCalls;
  readonly #owned = new Set<Disposable>();
  #over = false;

  constructor(activation: Activation, agent: AgentCalls) {
    this.activation = activation;
    this.#agent = agent;
  }

  get plugin(): string {
    return this.activation.plugin;
  }

  get over(): boolean {
    return this.#over;
  }

  /** @throws CodedError `plugin.not-active` when the plugin was deactivated */
  checkActive(): void {
    if (this.#over) throw notActive(this.plugin);
  }

  /** Calls the agent in the plugin's name. Rejects with `plugin.not-active` after the end. */
  async call<M extends keyof AgentMethods & string>(method: M, params: Arguments<M>, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<CallResult<AgentMethods, M>> {
    this.checkActive();
    return await this.#agent.call(method, ...[{ ...params, plugin: this.plugin }, options] as unknown as CallArguments<AgentMethods, M>);
  }

  /** Tells the agent something that has no answer. Never rejects: when the agent cannot be told, it knows why. */
  async tell<M extends keyof AgentMethods & string>(method: M, params: Arguments<M>): Promise<void> {
    try {
      await this.call(method, params);
    } catch { /* the connection is gone, or too much is under way to tell more */ }
  }

  /** Something of the plugin's that lives until it is disposed, by the plugin or at the end. `takeBack` is called once. */
  own(takeBack: () => void | Promise<void>): Disposable {
    this.checkActive();
    const owned: Disposable = {
      dispose: () => {
        if (this.#owned.delete(owned)) return takeBack();
      },
    };
    this.#owned.add(owned);
    return owned;
  }

  /** Takes back what is still owned, the newest first, and refuses from then on. Never rejects. */
  async end(): Promise<void> {
    if (this.#over) return;
    const takenBack = [...this.#owned].reverse().map(async owned => owned.dispose());
    this.#over = true;
    await Promise.allSettled(takenBack);
  }
}
