import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBelow, seededRandom } from '../fakes/seeded-random.js';

const FOLDERS = 40;

/**
 * Changes files in a tree at random: creates, overwrites, appends, deletes, renames, and now and then moves or deletes a whole folder.
 * The same seed makes the same changes.
 */
export class ChangeStorm {
  readonly #root: string;
  readonly #random;
  readonly #files: string[] = [];
  #count = 0;

  constructor(root: string, seed: string) {
    this.#root = root;
    this.#random = seededRandom(seed);
  }

  change(times: number): void {
    for (let done = 0; done < times; done += 1) this.#changeOnce();
  }

  #changeOnce(): void {
    this.#count += 1;
    const dice = randomBelow(this.#random, 100);
    if (this.#files.length < 50 || dice < 35) return this.#create();
    if (dice < 65) return writeFileSync(this.#anyFile(), this.#text());
    if (dice < 75) return appendFileSync(this.#anyFile(), this.#text());
    if (dice < 88) return this.#delete();
    if (dice < 99) return this.#rename();
    this.#changeFolder();
  }

  #create(): void {
    const folder = join(this.#root, `d${randomBelow(this.#random, FOLDERS)}`, randomBelow(this.#random, 3) === 0 ? 'sub' : '');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `n${this.#count}.txt`);
    writeFileSync(file, this.#text());
    this.#files.push(file);
  }

  #delete(): void {
    const at = randomBelow(this.#random, this.#files.length);
    rmSync(this.#files[at] as string);
    this.#files.splice(at, 1);
  }

  /** Onto another file as often as not, which editors do at every save. */
  #rename(): void {
    const from = randomBelow(this.#random, this.#files.length);
    const to = randomBelow(this.#random, this.#files.length);
    const target = randomBelow(this.#random, 2) === 0 ? this.#files[to] as string : join(this.#files[to] as string, '..', `m${this.#count}.txt`);
    if (this.#files[from] === target) return;
    renameSync(this.#files[from] as string, target);
    this.#files[from] = target;
    if (target === this.#files[to]) this.#files.splice(from, 1);
  }

  #changeFolder(): void {
    const name = `d${randomBelow(this.#random, FOLDERS)}`;
    const folder = join(this.#root, name);
    const inside = this.#files.filter(file => file.startsWith(`${folder}/`));
    if (inside.length === 0) return;
    const moved = randomBelow(this.#random, 2) === 0 ? join(this.#root, `${name}-${this.#count}`) : undefined;
    if (moved === undefined) rmSync(folder, { recursive: true });
    else renameSync(folder, moved);
    for (const file of inside) {
      const at = this.#files.indexOf(file);
      if (moved === undefined) this.#files.splice(at, 1);
      else this.#files[at] = moved + file.slice(folder.length);
    }
  }

  #anyFile(): string {
    return this.#files[randomBelow(this.#random, this.#files.length)] as string;
  }

  #text(): string {
    return `${this.#count} `.repeat(1 + randomBelow(this.#random, 200));
  }
}
