import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/texts/describe-error.js';
import { languages } from '../../../src/texts/language.js';

describe.each(languages)('what an error says in %s', language => {
  it('of a vault at a place nothing provides names the folder and the plugin as ways out', () => {
    const { cause, remedy } = describeError('agent.vault-place-unsupported', language);
    expect(cause).toMatch(/plugin|プラグイン/);
    expect(remedy).toMatch(/folder|フォルダ/);
    expect(remedy).toContain('mamori plugin list');
  });
});
