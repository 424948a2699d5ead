import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { MANIFEST_LIMITS } from './limits.js';

/** What a plugin may be granted, in the order in which the install prompt asks. */
export const CAPABILITY_NAMES = ['files.read', 'files.write', 'processes', 'network', 'secrets', 'destinations'] as const;
export type CapabilityName = (typeof CAPABILITY_NAMES)[number];

/**
 * A host a plugin may connect to: a name or address in lower case, `*.` for everything below a domain, an optional port; or `${config:KEY}`, the host in a setting of
 * its own, for services that an office runs itself. There is no entry for "everywhere".
 */
const HOST = /^(?:\$\{config:[\w.-]+\}|(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?)$/;
const host = v.pipe(v.string(), v.maxLength(300), v.regex(HOST, 'bad-host' satisfies ManifestReason));

const wanted = v.literal(true);

/** What is not named is not granted. `files.*` is about files outside the plugin's own storage folder. */
export const capabilities = v.strictObject({
  'files.read': v.optional(wanted),
  'files.write': v.optional(wanted),
  processes: v.optional(wanted),
  network: v.optional(v.strictObject({ hosts: v.pipe(v.array(host), v.minLength(1), v.maxLength(MANIFEST_LIMITS.hosts)) })),
  secrets: v.optional(wanted),
  destinations: v.optional(wanted),
} satisfies Record<CapabilityName, v.GenericSchema>);
