import { describe, expect, it } from 'vitest';
import { nativeSources } from '../../scripts/lib/native-sources.mjs';
import { projectFiles, readProjectFile } from './support/project-files.js';

const gyp = readProjectFile('binding.gyp');

/** Which parts a target of binding.gyp takes all sources of, on Windows. */
function partsOf(target: string): readonly string[] {
  const text = gyp.slice(gyp.indexOf(`'target_name': '${target}'`));
  const sources = /'sources': \[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return [...sources.matchAll(/native-sources\.mjs (?:<\(part_platform\)|windows) (\w+)/g)].map(([, part]) => part as string);
}

const TARGETS = { mamori_engine: ['engine'], mamori_shim: ['shim'], mamori_explorer: ['explorer', 'shim'], mamori: ['launcher'] };
const resources = projectFiles('native').filter(path => path.endsWith('.rc') || path.endsWith('.def'));

/** Extensions of C++ that g++ takes and MSVC does not, and the reverse of what both take. */
const NOT_STANDARD: Readonly<Record<string, RegExp>> = {
  attributes: /__attribute__/,
  'statement expressions': /[=(,]\s*\(\{/,
  'typeof': /\b__?typeof__\b/,
  builtins: /\b__builtin_/,
  'ranges in case labels': /\bcase\b[^:;?"']*\.\.\./,
  'case labels that read on': /\?:/,
  'numbers of 128 bits': /\b__u?int128\b/,
  'headers of g++': /#include <(bits|ext)\//,
};
/** What is compiled for Linux alone, or by nobody but a test. */
const isForLinux = (path: string) => path.includes('/linux/') || path.includes('/tests/');
/** Without comments, texts, and the lines that each compiler has for itself. */
const commonCode = (path: string) => readProjectFile(path).replaceAll(/^#if(?:def _MSC_VER| defined\(_WIN32\))[^]*?^#endif/gm, '')
  .replaceAll(/\/\/.*$/gm, '').replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');

describe('binding.gyp', () => {
  it.each(Object.entries(TARGETS))('takes every source of the parts that %s is made of', (target, parts) => {
    expect(partsOf(target)).toEqual(parts);
    for (const part of parts) expect(nativeSources('windows', part, 'x64').length).toBeGreaterThan(5);
  });

  it('leaves no source and no part out', () => {
    const built = ['linux', 'windows', 'darwin'].flatMap(platform => ['x64', 'arm64'].flatMap(arch => Object.values(TARGETS).flat().flatMap(part => nativeSources(platform, part, arch))));
    const all = projectFiles('native').filter(path => path.endsWith('.cc') && !path.includes('/tests/'));
    expect(all.filter(path => !built.includes(path))).toEqual([]);
  });

  it('names every resource script, or another script includes it', () => {
    for (const path of resources) {
      const includes = resources.filter(other => other !== path && readProjectFile(other).includes(`#include "${path.split('/').at(-1)}"`));
      expect(gyp.includes(`'${path}'`) || includes.length > 0, path).toBe(true);
    }
  });

  it('has MSVC warn of everything in every target of ours', () => {
    expect(gyp.match(/'\/std:c\+\+20', '\/utf-8', '\/W4'/g)?.length).toBe(Object.keys(TARGETS).length);
  });
});

describe('C++ that both compilers take', () => {
  const sources = projectFiles('native').filter(path => /\.(cc|h)$/.test(path) && !isForLinux(path));
  it.each(Object.entries(NOT_STANDARD))('has no %s', (_name, pattern) => {
    expect(sources.filter(path => pattern.test(commonCode(path)))).toEqual([]);
  });
});
