/**
 * Whether Mamori runs on this version of Node: 22.22.2 and later of line 22, 24.15 and later of line 24, and later lines.
 *
 * Line 23 ended before chokidar 6 and node-gyp 13 asked for what it lacks; better-sqlite3 13 ends Node 20 with a segmentation fault.
 */
export function nodeFits(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major > 24;
}
