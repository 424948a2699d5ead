import { readdirSync, readFileSync, statSync } from 'node:fs';
import { runFolder } from './wine-place.mjs';

const LAST_LINES = 30;

/** What was expected of the programs under Wine and whether it was so: told line by line, counted at the end. */
export class Verdicts {
  #passed = 0;
  #failures = [];

  check = (good, expectation) => {
    if (good) this.#passed++;
    else this.#failures.push(expectation);
    console.log(`${good ? 'ok' : 'FAILED'}: ${expectation}`);
  };

  /** Takes over a program's own lines, "ok" or "FAILED" and an expectation. One that ended in another way than by its end, or without a word, is a failure of its own. */
  take(name, { code, output }) {
    let told = 0, failed = 0;
    for (const line of output.split(/\r?\n/)) {
      const [, verdict, expectation] = /^(ok|FAILED): (.*)$/.exec(line) ?? [];
      if (verdict) this.check(verdict === 'ok', `${name}: ${expectation}`);
      else if (line) console.log(line);
      told += verdict ? 1 : 0;
      failed += verdict === 'FAILED' ? 1 : 0;
    }
    if (code !== 0 && failed === 0) this.check(false, `${name}: ended with ${code}`);
    else if (told === 0) this.check(false, `${name}: ended without a word`);
  }

  /** Says the end of what the programs wrote and the failures once more, if there are any, and last the count. Answers whether all was good. */
  close() {
    const isGood = this.#failures.length === 0;
    if (!isGood) {
      for (const log of logs()) console.log(`== ${log.slice(runFolder.length + 1)}\n${lastLinesOf(log)}`);
      for (const expectation of this.#failures) console.log(`FAILED: ${expectation}`);
    }
    console.log(`${this.#passed} passed, ${this.#failures.length} failed`);
    return isGood;
  }
}

/** Those of the prefixes that hold something, in the order in which they were last written to. */
function logs() {
  const folders = readdirSync(runFolder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => `${runFolder}/${name}`);
  const found = folders.flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.log')).map(name => `${folder}/${name}`));
  return found.map(path => ({ path, ...stateOf(path) })).filter(({ size }) => size > 0).sort((one, other) => one.atMs - other.atMs).map(({ path }) => path);
}

function stateOf(path) {
  const { size, mtimeMs: atMs } = statSync(path);
  return { size, atMs };
}

const lastLinesOf = log => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');
