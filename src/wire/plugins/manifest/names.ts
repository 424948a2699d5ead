import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { MANIFEST_LIMITS } from './limits.js';

const formed = (pattern: RegExp, reason: ManifestReason, maxChars: number) => v.pipe(v.string(), v.maxLength(maxChars), v.regex(pattern, reason));

/**
 * `name` and `publisher`: lower-case words joined by hyphens, a letter first, so that `publisher.name` has one dot, is a safe folder name everywhere and can
 * begin a context key.
 */
export const pluginName = formed(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'bad-name', MANIFEST_LIMITS.nameChars);

/** Id of a contribution: at least two parts joined by dots; the first is the plugin's name or its publisher (`checkManifest` compares). */
export const contributionId = formed(/^[A-Za-z0-9][\w-]*(?:\.[\w-]+)+$/, 'bad-id', MANIFEST_LIMITS.idChars);

/** Name of a notice channel: a contributed id, or a word for one of the product's own (`toast`, `mail`, `log`). */
export const channelName = formed(/^[A-Za-z0-9][\w-]*(?:\.[\w-]+)*$/, 'bad-id', MANIFEST_LIMITS.idChars);

/** URI scheme of a destination (RFC 3986 section 3.1, lower case; two characters at least, for one is a drive letter). */
export const scheme = formed(/^[a-z][a-z0-9+.-]+$/, 'bad-scheme', 32);

/**
 * A file inside the plugin's folder: relative, `/` between parts, no part `..`, nothing that Windows reads as a drive or a stream.
 * Whether it exists is for the installer to see.
 */
export const ownFile = formed(/^(?:\.\/)?(?:(?!\.\.?\/)[^/\\:*?"<>|\0]+\/)*(?!\.\.?$)[^/\\:*?"<>|\0]+$/, 'bad-path', MANIFEST_LIMITS.pathChars);
