import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { Pc } from './pc.js';

/** A place of its own for one test: a source, a vault, PCs. All of it goes when the test ends, and so does what still runs. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-e2e-'));
  readonly source = join(this.folder, 'documents');
  readonly vault = join(this.folder, 'vault');
  readonly #pcs = new Map<string, Pc>();
  readonly #atEnd: (() => void)[] = [];

  constructor() {
    mkdirSync(this.source);
  }

  /** The PC that most tests need only one of. */
  get pc(): Pc {
    return this.pcNamed('a');
  }

  /** One whose state folder is the usual one. */
  get usualPc(): Pc {
    return this.pcNamed('usual', { usual: true });
  }

  pcNamed(name: string, options?: ConstructorParameters<typeof Pc>[1]): Pc {
    const pc = this.#pcs.get(name) ?? new Pc(join(this.folder, name), options);
    this.#pcs.set(name, pc);
    return pc;
  }

  /** Sets the PC up with the source and the vault, and backs up once. Returns the recovery code. */
  async setUp(pc = this.pc): Promise<string> {
    const events = await pc.upOnce([this.source, '--vault', this.vault]);
    const created = events.find(event => event.type === 'vault-created');
    if (!created) throw new Error('no vault was created');
    return created.recoveryCode;
  }

  inSource(...parts: readonly string[]): string {
    return join(this.source, ...parts);
  }

  /** An existing, empty folder. */
  newFolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Restores the whole source elsewhere and returns where it is now. */
  async restored(name = 'restored', pc = this.pc, words: readonly string[] = []): Promise<string> {
    const target = this.newFolder(name);
    await pc.json(['restore', this.source, '--to', target, ...words]);
    return join(target, 'documents');
  }

  /** Undoes what the test did to the machine, after everything of the world has ended and before its folder goes. */
  atEnd(undo: () => void): void {
    this.#atEnd.push(undo);
  }

  async dispose(): Promise<void> {
    for (const pc of this.#pcs.values()) await pc.powerOff();
    for (const undo of this.#atEnd) undo();
    execFileSync('chmod', ['-R', 'u+rwX', this.folder], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `test` with a world of its own. */
export const test = base.extend<{ world: World }>({
  // eslint-disable-next-line no-empty-pattern
  world: async ({}, use) => {
    const world = new World();
    try {
      await use(world);
    } finally {
      await world.dispose();
    }
  },
});
