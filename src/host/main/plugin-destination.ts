import { CodedError } from '../../base/coded-error.js';
import { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { PluginId } from '../../wire/plugins/manifest/index.js';
import type { ByteRange, Destination, DestinationCapabilities, ObjectInfo } from '../api/index.js';
import { capabilityMissing } from '../refusals.js';
import { orAborted } from '../rpc/or-aborted.js';
import { unknownContribution, type ContributionIndex } from './contribution-index.js';
import type { PluginRunner } from './hosts/plugin-runner.js';

type Runner = Pick<PluginRunner, 'call'>;

export interface PluginDestinationParts {
  readonly index: ContributionIndex;
  readonly runner: Runner;
  /** Whether a plugin may provide destinations. */
  readonly isGranted: (plugin: PluginId) => boolean;
  /** Whether it runs: nothing is started to be closed. */
  readonly isActive: (plugin: PluginId) => boolean;
}

interface Session {
  readonly handle: number;
  readonly capabilities: DestinationCapabilities;
  readonly tellsFreeSpace: boolean;
}

/**
 * A destination that a plugin provides, as the agent uses it.
 *
 * It outlives the plugin's process: when the place was closed by a crash, the next call opens it again, and calls that were under way fail with what ended them
 * (`plugin.host-gone`, `plugin.destination-closed`). Bytes pass in streams beside the messages; at most one window of them waits on either side.
 */
export class PluginDestination implements Destination {
  readonly capabilities: DestinationCapabilities;
  readonly #open: () => Promise<Session>;
  readonly #parts: PluginDestinationParts;
  readonly #runner: Runner;
  readonly #plugin: PluginId;
  #session: Promise<Session> | undefined;
  #disposed = false;

  private constructor(parts: PluginDestinationParts, plugin: PluginId, open: () => Promise<Session>, session: Session) {
    this.#parts = parts;
    this.#runner = parts.runner;
    this.#plugin = plugin;
    this.#open = open;
    this.#session = Promise.resolve(session);
    this.capabilities = session.capabilities;
  }

  /** @throws CodedError `plugin.unknown-contribution` when no enabled plugin has the URL's scheme; `plugin.capability-missing`; whatever the plugin answers */
  static async open(parts: PluginDestinationParts, url: string, signal: AbortSignal): Promise<PluginDestination> {
    const { index, runner, isGranted } = parts;
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1]?.toLowerCase() ?? '';
    const provider = index.find('destination', scheme);
    if (!provider) throw unknownContribution('destination', scheme);
    if (!isGranted(provider.plugin)) throw capabilityMissing(provider.plugin, 'destinations');
    const open = (openSignal?: AbortSignal) => runner.call(provider.plugin, '$destinations.open', { scheme, url }, { signal: openSignal });
    return new PluginDestination(parts, provider.plugin, () => open(), await open(signal));
  }

  async put(name: string, data: AsyncIterable<Uint8Array>, { sizeBytes, ifAbsent, signal }: Parameters<Destination['put']>[2]): Promise<void> {
    await this.#with(signal, ({ handle }) => this.#runner.call(this.#plugin, '$destinations.put', { handle, name, sizeBytes, ifAbsent }, { signal, body: data }));
  }

  async *get(name: string, range: ByteRange | undefined, { signal }: { readonly signal: AbortSignal }): AsyncIterable<Uint8Array> {
    const { stream } = await this.#with(signal, ({ handle }) => this.#runner.call(this.#plugin, '$destinations.get', { handle, name, range }, { signal }));
    yield* stream;
  }

  head(name: string, { signal }: { readonly signal: AbortSignal }): Promise<ObjectInfo | undefined> {
    return this.#with(signal, ({ handle }) => this.#runner.call(this.#plugin, '$destinations.head', { handle, name }, { signal }));
  }

  /** Objects that are out of order or out of place end the listing with `plugin.failed`: whoever merges listings relies on their order. */
  async *list(prefix: string, { signal }: { readonly signal: AbortSignal }): AsyncIterable<ObjectInfo> {
    for (let after: string | undefined, more = true; more;) {
      const page = await this.#with(signal, ({ handle }) => this.#runner.call(this.#plugin, '$destinations.list', { handle, prefix, after }, { signal }));
      for (const info of page.objects) {
        if (!info.name.startsWith(prefix) || (after !== undefined && info.name <= after)) throw badListing(this.#plugin, info.name);
        after = info.name;
        yield info;
      }
      more = page.more && page.objects.length > 0;
    }
  }

  async delete(name: string, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    await this.#with(signal, ({ handle }) => this.#runner.call(this.#plugin, '$destinations.delete', { handle, name }, { signal }));
  }

  freeSpace({ signal }: { readonly signal: AbortSignal }): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | undefined> {
    return this.#with(signal, async ({ handle, tellsFreeSpace }) =>
      (tellsFreeSpace ? await this.#runner.call(this.#plugin, '$destinations.freeSpace', { handle }, { signal }) : undefined));
  }

  /** Closes the place at the plugin. A plugin that cannot be reached has closed it. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const session = await this.#session?.catch(() => undefined);
    if (session && this.#parts.isActive(this.#plugin)) await this.#runner.call(this.#plugin, '$destinations.close', { handle: session.handle }).catch(() => {});
  }

  async #with<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#disposed) throw CodedError.of(pluginErrors, 'plugin.destination-closed', 'the destination was disposed', { data: { plugin: this.#plugin } });
    const opening = this.#session ??= this.#opened();
    try {
      return await work(await orAborted(signal, opening));
    } catch (failure) {
      if (isClosed(failure)) this.#forget(opening);
      throw failure;
    }
  }

  /** Opened for everybody who waits for it, so that no one caller's signal ends it; what failed is tried again by the next call. */
  #opened(): Promise<Session> {
    const opening = this.#open();
    opening.catch(() => this.#forget(opening));
    return opening;
  }

  #forget(session: Promise<Session>): void {
    if (this.#session === session) this.#session = undefined;
  }
}

/** The handle names nothing any more: its plugin or its process has ended. */
const CLOSED: ReadonlySet<string> = new Set(['plugin.destination-closed', 'plugin.host-gone', 'plugin.unresponsive', 'plugin.activation-failed', 'plugin.disabled', 'plugin.unknown']);

const isClosed = (failure: unknown) => failure instanceof CodedError && CLOSED.has(failure.code);

function badListing(plugin: PluginId, name: string): CodedError {
  return CodedError.of(pluginErrors, 'plugin.failed', `${plugin} lists ${name.slice(0, 100)} where it does not belong`, { data: { plugin } });
}
