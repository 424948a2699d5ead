import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import { Console } from '../../../src/cli/console.js';
import { promptTexts } from '../../../src/texts/cli/prompt-texts.js';
import { ManualClock } from '../../fakes/manual-clock.js';

function terminal({ json = false, isTTY = false, env = { MAMORI_LANGUAGE: 'en' } as Record<string, string>, folder = '/' } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const output = new Console(json, folder, { stdin, stdout, stderr, env }, new ManualClock());
  return { output, stdin, stdout, stderr, out: () => String(stdout.read() ?? ''), err: () => String(stderr.read() ?? '') };
}

const wrongKey = new CodedError('vault.wrong-key', 'slot \x1b[31m1\nsecond line', { kind: 'expected', retry: 'never', data: { slot: '1' } });

describe('failures', () => {
  it('say what failed, what to do, and the code, on stderr', async () => {
    const { output, out, err } = terminal();
    await output.failure(wrongKey);
    expect(err()).toMatch(/^Failed: .+\.\nWhat to do: .+\nDetails: \[vault\.wrong-key\] slot \\u001b\[31m1\n$/);
    expect(out()).toBe('');
  });

  it('speak the person\'s language', async () => {
    const { output, err } = terminal({ env: { LANG: 'ja_JP.UTF-8' } });
    await output.failure(wrongKey);
    expect(err()).toMatch(/^失敗しました: .+\n対処: .+\n詳細: /);
  });

  it('are a document, too, with --json', async () => {
    const { output, out } = terminal({ json: true });
    await output.failure(wrongKey);
    expect(JSON.parse(out())).toEqual({ error: { ...wrongKey.toWire(), cause: expect.any(String), remedy: expect.any(String) } });
  });

  it('that are no CodedError are a defect', async () => {
    const { output, out } = terminal({ json: true });
    await output.failure(new TypeError('x is undefined'));
    await output.failure('a string');
    expect(out()).toMatch(/"code": "wire\.bug",\n\s+"message": "TypeError: x is undefined\\n/);
  });

  it('of usage name how it is written', async () => {
    const { output, out, err } = terminal({ json: true });
    await output.wrongUsage('a PATH is needed', ['why PATH...']);
    expect(err()).toBe('Wrong usage: a PATH is needed\nmamori why PATH...\n');
    expect(JSON.parse(out())).toMatchObject({ error: { code: 'cli.wrong-usage', message: 'a PATH is needed' } });
  });
});

describe('a yes or no question', () => {
  const question = { ja: '入れますか', en: 'Install it?' };

  it.each([['y', true], ['YES ', true], ['ｙ', true], ['はい', true], ['', false], ['n', false], ['yes please', false], ['yn', false]])('answered %j is %s', async (answer, agreed) => {
    const { output, stdin } = terminal({ isTTY: true });
    const asked = output.confirm(question);
    stdin.write(`${answer}\n`);
    expect(await asked).toBe(agreed);
  });

  it.each([['', true], ['y', true], ['n', false], ['ＮＯ', false], ['いいえ', false]])('that is yes unless it is no, answered %j, is %s', async (answer, agreed) => {
    const { output, stdin, err } = terminal({ isTTY: true });
    const asked = output.confirm(question, 'yes');
    stdin.write(`${answer}\n`);
    expect(await asked).toBe(agreed);
    expect(err()).toContain('[Y/n]');
  });

  it('can be given up', async () => {
    const { output, stdin } = terminal({ isTTY: true });
    const asked = output.confirm(question);
    stdin.write('\u0003');
    await expect(asked).rejects.toMatchObject({ code: 'wire.cancelled' });
  });
});

describe('results', () => {
  it('go to stdout for people, to stderr when stdout holds the document', () => {
    const people = terminal();
    people.output.context.line('a\x07b\nc');
    expect([people.out(), people.err()]).toEqual(['a\\u0007b\nc\n', '']);
    const program = terminal({ json: true });
    program.output.context.line('x');
    program.output.document({ path: '\udc80' });
    expect([program.out(), program.err()]).toEqual(['{\n  "path": "\\udc80"\n}\n', 'x\n']);
  });

  it('take the progress line away first', () => {
    const { output, err } = terminal({ isTTY: true });
    output.progress.show({ step: 'opening' });
    output.message('done');
    expect(err()).toBe('\rOpening the vault\x1b[K\r\x1b[Kdone\n');
  });

  it('are written to files relative to the caller\'s folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mamori-console-'));
    const { output } = terminal({ folder });
    output.context.write('a.csv', 'x');
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('x');
    expect(() => output.context.write('missing/a.csv', 'x')).toThrow(expect.objectContaining({ code: 'cli.file-not-written' }));
    rmSync(folder, { recursive: true });
  });

  it('that nobody reads to the end are no failure, that a full disk swallows are', () => {
    const { output, stdout } = terminal();
    stdout.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
    expect(output.lost).toBe(false);
    stdout.emit('error', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    stdout.emit('error', Object.assign(new Error('broken pipe'), { code: 'EPIPE' }));
    expect(output.lost).toBe(true);
  });
});

describe('questions', () => {
  it('take the fallback for an empty answer', async () => {
    const { output, stdin, err } = terminal({ isTTY: true });
    const answer = output.ask(promptTexts.deviceName, 'pc');
    stdin.write('\r');
    expect(await answer).toBe('pc');
    expect(err()).toContain('Name for this device in the vault [pc]: ');
  });

  it('show nothing of a secret', async () => {
    const { output, stdin, err } = terminal({ isTTY: true });
    const answer = output.askSecret(promptTexts.key);
    stdin.write('s3cret\r');
    expect(await answer).toBe('s3cret');
    expect(err()).toBe('Recovery code or passphrase: \n');
  });

  it.each([['Ctrl+C', '\x03'], ['Ctrl+D', '\x04']])('are given up with %s', async (_name, key) => {
    const { output, stdin } = terminal({ isTTY: true });
    const answer = output.askSecret(promptTexts.key);
    const refused = expect(answer).rejects.toMatchObject({ code: 'wire.cancelled' });
    stdin.write(key);
    await refused;
  });

  it('for a new passphrase repeat until two entries agree', async () => {
    const { output, stdin, stderr } = terminal({ isTTY: true });
    const typed = ['one\r', 'two\r', 'same\r', 'same\r'];
    let seen = '';
    stderr.on('data', (chunk: Buffer) => {
      seen += String(chunk);
      if (String(chunk).endsWith(': ')) stdin.write(typed.shift() ?? '\x03');
    });
    expect(await output.newPassphrase()).toBe('same');
    expect(seen).toMatch(/Passphrase to add: \nOnce more: \nThe two entries differ\.\nPassphrase to add: \nOnce more: \n$/);
  });

  it('for a new passphrase are not asked when the environment has it, or nobody is there', async () => {
    expect(await terminal({ isTTY: true, env: { MAMORI_PASSPHRASE: 'env' } }).output.newPassphrase()).toBe('env');
    expect(await terminal({ env: {} }).output.newPassphrase()).toBeUndefined();
  });
});
