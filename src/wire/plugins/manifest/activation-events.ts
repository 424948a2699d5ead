import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { MANIFEST_LIMITS } from './limits.js';

/**
 * What may start a plugin. Names are VS Code's where they mean the same; `onStartupFinished` comes after the agent is ready and delays nothing.
 *
 * - `onCommand:ID`, `onDestination:SCHEME`, `onNoticeChannel:ID` and `onRunHook:ID` follow from contributions and need not be written.
 * - `onNotice:KIND`: a notice of that kind is about to be shown.
 * - `onRun:before` and `onRun:after`: a run starts or has ended, for plugins that watch and have no hook.
 *
 * Source: VS Code API, "Activation Events" (events implied by contributions since 1.74).
 */
export type ActivationEvent =
  | 'onStartupFinished' | 'onRun:before' | 'onRun:after'
  | `onCommand:${string}` | `onNotice:${string}` | `onNoticeChannel:${string}` | `onDestination:${string}` | `onRunHook:${string}`;

const EVENT = /^(?:onStartupFinished|onRun:(?:before|after)|onDestination:[a-z][a-z0-9+.-]+|on(?:Command|Notice|NoticeChannel|RunHook):[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)$/;

const activationEvent = v.pipe(v.string(), v.maxLength(MANIFEST_LIMITS.idChars + 32), v.regex(EVENT, 'bad-event' satisfies ManifestReason));
export const activationEvents = v.pipe(v.array(activationEvent), v.maxLength(MANIFEST_LIMITS.activationEvents));
