import type { Clock, Timer } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import type { Logger } from '../../base/logger.js';
import type { PluginHost } from '../../host/main/index.js';
import { compileMenu, type CompiledMenu } from '../../shell/menu/compile-menu.js';
import type { StatusPublisher } from '../../shell/status/status-publisher.js';
import type { Language } from '../../texts/language.js';
import { menuContributions } from './menu-contributions.js';
import type { Plugins } from '../plugins/plugins.js';

export interface ShellMenuOptions {
  readonly plugins: () => Plugins | undefined;
  readonly publisher: Pick<StatusPublisher, 'setMenu'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly language: Language;
}

/** As often as the table's sign of life: settings, the state of runs and what plugins say may change many times in between. */
const COMPARE_EVERY_MS = 1_000;

/**
 * Keeps the published menus what the plugins and the agent's state say, at most a second late.
 *
 * The list is compiled when plugins come or go, or when a value that is written into it has changed; otherwise only the booleans are asked, at most 64 of them. Begins once the plugin host has been
 * loaded by whoever needed it; without plugins (`--no-plugins`) nothing is published, and file managers show their fixed entries.
 */
export class ShellMenu implements Disposable {
  readonly #options: ShellMenuOptions;
  #published: { readonly version: number; readonly menu: CompiledMenu; booleans: bigint } | undefined;
  #timer: Timer | undefined;
  #ended = false;

  constructor(options: ShellMenuOptions) {
    this.#options = options;
    void this.#follow();
  }

  dispose(): void {
    this.#ended = true;
    this.#timer?.cancel();
  }

  async #follow(): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      const host = await this.#loadedHost();
      if (host && !this.#ended) this.#compare(host);
    } catch (failure) {
      logger.warn('the menus of file managers could not be compiled', { failure: String(failure) });
    }
    if (!this.#ended) this.#timer = clock.after(COMPARE_EVERY_MS, () => void this.#follow(), { unref: true });
  }

  async #loadedHost(): Promise<PluginHost | undefined> {
    const plugins = this.#options.plugins();
    return plugins && !plugins.off && await plugins.states() !== undefined ? await plugins.host() : undefined;
  }

  #compare(host: PluginHost): void {
    const { publisher } = this.#options;
    const { agentContext: context, index: { version } } = host;
    const known = this.#published;
    if (known?.version === version && known.menu.holdsIn(context)) {
      const booleans = known.menu.booleans(context);
      if (booleans !== known.booleans) publisher.setMenu(booleans);
      known.booleans = booleans;
      return;
    }
    const menu = this.#compile(host);
    const booleans = menu.booleans(context);
    publisher.setMenu(booleans, menu.decisions);
    this.#published = { version, menu, booleans };
  }

  #compile(host: PluginHost): CompiledMenu {
    const { language, logger } = this.#options;
    const of = (menu: 'file' | 'folder' | 'folder/background') => menuContributions(host.menuRows(menu), language);
    const compiled = compileMenu({ 'file': of('file'), 'folder': of('folder'), 'folder/background': of('folder/background') }, host.agentContext);
    if (compiled.leftOut > 0) logger.warn('plugins contribute more to menus than file managers can show', { leftOut: compiled.leftOut });
    return compiled;
  }
}
