import * as v from 'valibot';
import { activationEvents, type ActivationEvent } from './activation-events.js';
import { capabilities } from './capabilities.js';
import { contributions } from './contributions.js';
import { MANIFEST_LIMITS } from './limits.js';
import { description, title } from './local-text.js';
import { ownFile, pluginName } from './names.js';

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(MANIFEST_LIMITS.titleChars));

/**
 * A plugin's package.json. Fields of npm that mean nothing to us (scripts, dependencies, …) may stand beside these; inside `contributes` and `capabilities`
 * an unknown field is a mistake. `checkManifest` adds what a schema cannot say.
 */
export const ManifestSchema = v.object({
  name: pluginName,
  publisher: pluginName,
  version: shortText,
  displayName: v.optional(title),
  description: v.optional(description),
  engines: v.object({ mamori: shortText }),
  main: v.optional(ownFile), // an ES module; a plugin without code contributes what needs none
  activationEvents: v.optional(activationEvents, []),
  capabilities: v.optional(capabilities, {}),
  contributes: v.optional(contributions, {}),
  enabledApiProposals: v.optional(v.pipe(v.array(shortText), v.maxLength(MANIFEST_LIMITS.proposals)), []), // parts of the API that may still change
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
/** What the schema lets through: defaults filled in, nothing compared yet. */
export type ParsedManifest = DeepReadonly<v.InferOutput<typeof ManifestSchema>>;

/** A checked manifest: every default filled in, every id consistent. Plain data, the form in which it is indexed and sent to hosts. */
export interface Manifest extends Omit<ParsedManifest, 'activationEvents'> {
  readonly id: PluginId;
  /** Written ones and those that follow from contributions, each once. */
  readonly activationEvents: readonly ActivationEvent[];
}

/** `publisher.name`, unique among installed plugins. */
export type PluginId = `${string}.${string}`;

export type Contributions = Manifest['contributes'];
export type Capabilities = Manifest['capabilities'];
export type CommandContribution = Contributions['commands'][number];
export type MenuItemContribution = Contributions['menus'][keyof Contributions['menus']][number];
export type OverlayContribution = Contributions['overlays'][number];
export type NoticeContribution = Contributions['notices'][number];
export type NoticeChannelContribution = Contributions['noticeChannels'][number];
export type DestinationContribution = Contributions['destinations'][number];
export type RunHookContribution = Contributions['runHooks'][number];
export type SourceFilterContribution = Contributions['sourceFilters'][number];
export type ConfigurationContribution = NonNullable<Contributions['configuration']>;
export type ManifestSetting = ConfigurationContribution['properties'][string];
