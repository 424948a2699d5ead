import { Socket } from 'node:net';
import { CodedError } from '../../base/coded-error.js';
import { shellErrors } from '../../terms/errors/shell-errors.js';
import { windowsCommandLine } from '../install/windows-command-line.js';
import type { ElevatedOutcome, OpenPlace, WindowsMachine } from '../ports/windows-machine.js';
import { CODES, NOBODY, words as numbers } from './shim-codes.js';
import type { ShimFunctions } from './shim-functions.js';

/** A path and a SID. */
const MAX_TEXT_BYTES = 66_000;
const ACCESS_DENIED = 5;
/** MAMORI_RUN_… */
const [ENDED, REFUSED] = [0, 1];

const wide = (text: string) => Buffer.from(text, 'utf16le');

/** WindowsMachine over the C functions. */
export class ShimWindowsMachine implements WindowsMachine {
  readonly #functions: ShimFunctions;

  constructor(functions: ShimFunctions) {
    this.#functions = functions;
  }

  isElevated(): boolean {
    return this.#check('is_elevated', this.#functions.mamori_is_elevated()) === 1;
  }

  programFiles(): string {
    const [out, written] = [Buffer.alloc(MAX_TEXT_BYTES), numbers(1)];
    this.#check('program_files', this.#functions.mamori_program_files(out, out.length, written));
    return out.toString('utf16le', 0, written.readUInt32LE(0));
  }

  openPlace(path: string, heldParts: number): OpenPlace | undefined {
    const [at, out, written] = [wide(path), Buffer.alloc(MAX_TEXT_BYTES), numbers(1)];
    const isGuarded = this.#check('guarded', this.#functions.mamori_guarded(at, at.length, heldParts, out, out.length, written), path) === 1;
    if (isGuarded) return undefined;
    const [part = path, sid = ''] = out.toString('utf16le', 0, written.readUInt32LE(0)).split('\0');
    return { path: part, sid: sid || undefined };
  }

  makeFolder(path: string): void {
    const at = wide(path);
    this.#check('guarded_folder', this.#functions.mamori_guarded_folder(at, at.length), path);
  }

  makeFile(path: string, content: Uint8Array): void {
    const at = wide(path);
    this.#check('guarded_file', this.#functions.mamori_guarded_file(at, at.length, content, content.length), path);
  }

  register(module: string, registers: boolean): void {
    const at = wide(module);
    this.#check('module_register', this.#functions.mamori_module_register(at, at.length, registers ? 1 : 0), module);
  }

  removeAtRestart(path: string): void {
    const at = wide(path);
    this.#check('remove_at_restart', this.#functions.mamori_remove_at_restart(at, at.length), path);
  }

  async runElevated(program: string, words: readonly string[]): Promise<ElevatedOutcome> {
    const [file, line] = [wide(program), wide(windowsCommandLine(words))];
    const descriptor = this.#check('run_elevated', this.#functions.mamori_run_elevated(file, file.length, line, line.length), program);
    const told: Buffer[] = [];
    for await (const part of new Socket({ fd: descriptor, readable: true, writable: false })) told.push(part as Buffer);
    return outcomeOf(Buffer.concat(told));
  }

  report(token: string, text: string): boolean {
    const [name, bytes] = [Buffer.from(token), Buffer.from(text)];
    const code = this.#functions.mamori_report(name, name.length, bytes, bytes.length);
    return code !== NOBODY && this.#check('report', code) === 0;
  }

  #check(what: string, code: number, path = ''): number {
    if (code >= 0) return code;
    const errno = code === CODES.system ? this.#functions.mamori_last_system_error() : 0;
    const isDenied = errno === ACCESS_DENIED;
    throw CodedError.of(shellErrors, isDenied ? 'shell.needs-administrator' : 'shell.install-failed', `mamori_${what} answered ${code} (${errno}): ${path}`, { data: { path, errno: String(errno) } });
  }
}

/** What mamori_run_elevated tells: two numbers, then the report. Nothing at all when the thread had no memory. */
function outcomeOf(told: Buffer): ElevatedOutcome {
  if (told.length < 8) return { kind: 'failed', systemError: 0 };
  const [kind, number] = [told.readUInt32LE(0), told.readUInt32LE(4)];
  if (kind === ENDED) return { kind: 'ended', exitCode: number, report: told.subarray(8) };
  return kind === REFUSED ? { kind: 'refused' } : { kind: 'failed', systemError: number };
}
