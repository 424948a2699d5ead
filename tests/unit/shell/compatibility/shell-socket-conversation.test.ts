import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShellSocketConversation, type CompatibilityAnswers, type CompatibilityEntry } from '../../../../src/shell/compatibility/shell-socket-conversation.js';
import { parseShellSocketLine, shellSocketLine, type ShellSocketStatus } from '../../../../src/wire/shell-socket.js';

function setUp(entries: readonly CompatibilityEntry[] = []) {
  const [sent, chosen, statuses] = [[] as string[], [] as string[], new Map<string, ShellSocketStatus>()];
  const state = { closed: false, asked: 0 };
  const answers: CompatibilityAnswers = {
    version: '9.8.7', menuTitle: 'Mamori',
    statusOf: path => {
      state.asked += 1;
      return statuses.get(path.toString()) ?? 'NOP';
    },
    menuOf: () => Promise.resolve(entries),
    choose: (command, paths) => { chosen.push([command, ...paths.map(String)].join(' ')); },
  };
  const conversation = new ShellSocketConversation(answers, { send: bytes => { sent.push(...bytes.toString().split('\n').slice(0, -1)); }, close: () => { state.closed = true; } });
  return { conversation, sent, chosen, statuses, state, say: (text: string) => conversation.receive(Buffer.from(text)) };
}

describe('the shell socket protocol 1.1', () => {
  it('answers version and strings', () => {
    const { say, sent } = setUp();
    say('VERSION:\nGET_STRINGS:\n');
    expect(sent).toEqual(['VERSION:9.8.7:1.1', 'GET_STRINGS:BEGIN', 'STRING:CONTEXT_MENU_TITLE:Mamori', 'GET_STRINGS:END']);
  });

  it('repeats the path of a status byte for byte, colons, broken UTF-8 and the slash of a folder included', () => {
    const sent: Buffer[] = [];
    const conversation = new ShellSocketConversation({ version: '', menuTitle: '', statusOf: () => 'OK', menuOf: () => Promise.resolve([]), choose: () => undefined },
      { send: bytes => { sent.push(bytes); }, close: () => undefined });
    const path = Buffer.concat([Buffer.from('/a:b/'), Buffer.of(0xff, 0xc3), Buffer.from('日/')]);
    conversation.receive(Buffer.concat([Buffer.from('RETRIEVE_FOLDER_STATUS:'), path, Buffer.from('\n')]));
    expect(Buffer.concat(sent)).toEqual(Buffer.concat([Buffer.from('STATUS:OK:'), path, Buffer.from('\n')]));
  });

  it('tells again what changed of what was asked for, and nothing else', () => {
    const { say, sent, statuses, conversation } = setUp();
    statuses.set('/r/a', 'OK').set('/r/b', 'OK');
    say('RETRIEVE_FILE_STATUS:/r/a\nRETRIEVE_FILE_STATUS:/r/b\n');
    statuses.set('/r/b', 'SYNC').set('/r/c', 'OK');
    conversation.compare();
    conversation.compare();
    expect(sent).toEqual(['STATUS:OK:/r/a', 'STATUS:OK:/r/b', 'STATUS:SYNC:/r/b']);
  });

  it('keeps up a bounded number of paths, a bounded number at a time', () => {
    const { say, state, conversation } = setUp();
    for (let number = 0; number < 6_000; number += 1) say(`RETRIEVE_FILE_STATUS:/r/${number}\n`);
    state.asked = 0;
    conversation.compare();
    expect(state.asked).toBe(512);
    for (let call = 1; call < 8; call += 1) conversation.compare();
    expect(state.asked).toBe(4_096);
  });

  it('registers folders as they come, and takes them back as they go and at the end', () => {
    const { sent, conversation } = setUp();
    conversation.setRoots(['/a', '/b']);
    conversation.setRoots(['/b', '/c']);
    conversation.farewell();
    expect(sent).toEqual(['REGISTER_PATH:/a', 'REGISTER_PATH:/b', 'UNREGISTER_PATH:/a', 'REGISTER_PATH:/c', 'UNREGISTER_PATH:/b', 'UNREGISTER_PATH:/c']);
  });

  it('tells roots byte for byte, and none that would begin a line of its own', () => {
    const sent: Buffer[] = [];
    const conversation = new ShellSocketConversation({ version: '', menuTitle: '', statusOf: () => 'OK', menuOf: () => Promise.resolve([]), choose: () => undefined },
      { send: bytes => { sent.push(bytes); }, close: () => undefined });
    conversation.setRoots(['/bad-\udcff', '/a\nSTATUS:OK:/b']);
    expect(Buffer.concat(sent)).toEqual(Buffer.concat([Buffer.from('REGISTER_PATH:/bad-'), Buffer.of(0xff), Buffer.from('\n')]));
  });

  it('takes a long line byte by byte in linear time', () => {
    const { conversation, state } = setUp();
    const [byte, count] = [Buffer.of(0x61), 1_000_000];
    for (let sent = 0; sent < count; sent += 1) conversation.receive(byte); // copied anew with each byte, it would take hours
    expect(state.closed).toBe(false);
  });

  it('lists entries in one piece, disabled ones marked', async () => {
    const { say, sent } = setUp([{ command: 'ONE', title: 'One: more', enabled: true }, { command: 'TWO', title: 'Two\nlines', enabled: false }]);
    say('GET_MENU_ITEMS:/r/a\x1e/r/b\n');
    await Promise.resolve();
    await Promise.resolve();
    expect(sent).toEqual(['GET_MENU_ITEMS:BEGIN', 'MENU_ITEM:ONE::One: more', 'MENU_ITEM:TWO:d:Two lines', 'GET_MENU_ITEMS:END']);
  });

  it('takes what was chosen with its paths', () => {
    const { say, chosen } = setUp();
    say('MAMORI_BACKUP:/r/a\x1e/r/b c\x1e\nSHARE:\n');
    expect(chosen).toEqual(['MAMORI_BACKUP /r/a /r/b c']);
  });

  it('understands lines however they are cut', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z/ :日]{0,12}$/), { maxLength: 6 }), fc.array(fc.nat(40), { maxLength: 8 }), (names, cuts) => {
      const { conversation, sent } = setUp();
      const bytes = Buffer.concat(names.map(name => Buffer.from(`RETRIEVE_FILE_STATUS:/${name}\n`)));
      const places = [...new Set([0, ...cuts.filter(cut => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
      places.slice(1).forEach((place, index) => conversation.receive(bytes.subarray(places[index], place)));
      expect(sent).toEqual(names.map(name => `STATUS:NOP:/${name}`));
    }));
  });

  it('cuts off an endless line and a flood of questions for menus', () => {
    const endless = setUp();
    for (let mebibyte = 0; mebibyte < 5; mebibyte += 1) endless.conversation.receive(Buffer.alloc(1 << 20, 'x'));
    expect(endless.state.closed).toBe(true);
    const flood = setUp();
    for (let asked = 0; asked < 33; asked += 1) flood.say('GET_MENU_ITEMS:/a\n');
    expect(flood.state.closed).toBe(true);
  });

  it('bears any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      setUp().conversation.receive(Buffer.from(bytes));
      parseShellSocketLine(Buffer.from(bytes));
    }));
  });

  it('lets no text begin a line of its own', () => {
    expect(shellSocketLine('STRING', 'a\nUNREGISTER_PATH:/').toString().match(/\n/g)).toHaveLength(1);
  });
});
