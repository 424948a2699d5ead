import { isBuiltin } from 'node:module';
import {
  ambientReads, nativeDoor, pureBuiltins, purePackages, pureRooms, roomOf, rooms, roomsWithAdapters,
} from './rooms.js';
import type { SourceModule } from './source-module.js';

/** One breach of the layering, with what to do instead. */
export interface Violation {
  readonly rule: 'unknown-room' | 'layer' | 'no-io' | 'one-native-door' | 'no-cycles' | 'no-ambient-reads';
  readonly place: string;
  readonly message: string;
}

/** Every breach in a set of files of src/. */
export function findViolations(modules: readonly SourceModule[]): Violation[] {
  return [...modules.flatMap(module => [
    ...unknownRoom(module), ...layer(module), ...noIo(module), ...oneNativeDoor(module), ...noAmbientReads(module),
  ]), ...noCycles(modules)];
}

function unknownRoom({ path }: SourceModule): Violation[] {
  if (roomOf(path) !== undefined) return [];
  return [{ rule: 'unknown-room', place: path, message: 'its folder has no line in tests/meta/layering/rooms.ts' }];
}

function layer({ path, imports }: SourceModule): Violation[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const allowed = new Set([room, 'terms', ...(rooms[room] ?? [])]);
  return imports.flatMap(({ file, specifier, line }): Violation[] => {
    if (file === undefined) return [];
    const place = `${path}:${line}`;
    if (!file.startsWith('src/')) return [{ rule: 'layer', place, message: `${specifier} lies outside src/` }];
    const target = roomOf(file);
    if (target === undefined || allowed.has(target)) return [];
    return [{ rule: 'layer', place, message: `${room} may not import ${target} (${specifier}): declare a port, or move the code` }];
  });
}

function noIo({ path, imports }: SourceModule): Violation[] {
  const room = roomOf(path);
  if (room === undefined || !isPure(room, path)) return [];
  return imports.flatMap(({ file, specifier, line }): Violation[] => {
    if (file !== undefined || isPureImport(specifier)) return [];
    const place = `${path}:${line}`;
    return [{ rule: 'no-io', place, message: `${specifier} may do I/O, which belongs in src/platform or an adapters folder` }];
  });
}

function isPure(room: string, path: string): boolean {
  return pureRooms.has(room) || (roomsWithAdapters.has(room) && !path.startsWith(`src/${room}/adapters/`));
}

function isPureImport(specifier: string): boolean {
  if (isBuiltin(specifier)) return pureBuiltins.has(specifier.startsWith('node:') ? specifier : `node:${specifier}`);
  return purePackages.has(specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
}

function oneNativeDoor({ path, strings }: SourceModule): Violation[] {
  if (path === nativeDoor) return [];
  return strings.filter(({ text }) => /\.node$|(^|\/)build\/Release/.test(text)).map(({ text, line }) => (
    { rule: 'one-native-door', place: `${path}:${line}`, message: `"${text}": only ${nativeDoor} loads native code` }
  ));
}

function noAmbientReads(module: SourceModule): Violation[] {
  if (roomOf(module.path) === 'base') return [];
  return module.ambientReads.filter(({ text }) => ambientReads.has(text)).map(({ text, line }) => (
    { rule: 'no-ambient-reads', place: `${module.path}:${line}`, message: `${text} is kept in src/base: take a Clock or a Random` }
  ));
}

/** One violation per file that closes a circle; type-only imports count. */
function noCycles(modules: readonly SourceModule[]): Violation[] {
  const byPath = new Map(modules.map(module => [module.path, module]));
  const state = new Map<string, 'open' | 'done'>();
  const violations: Violation[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'open') {
      const circle = [...trail.slice(trail.indexOf(path)), path].join(' → ');
      violations.push({ rule: 'no-cycles', place: path, message: circle });
      return;
    }
    const module = byPath.get(path);
    if (module === undefined || state.has(path)) return;
    state.set(path, 'open');
    for (const { file } of module.imports) if (file !== undefined) visit(file, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of modules) visit(path, []);
  return violations;
}
