import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OverlayMarks } from '../../../src/agent/plugins/overlay-marks.js';
import { ShellOverlays } from '../../../src/agent/shell/shell-overlays.js';
import type { OverlayMark } from '../../../src/host/api/index.js';
import { PLUGIN_REASON } from '../../../src/terms/shell-reasons.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const problem = (path: string, reason = 'unsigned'): OverlayMark => ({ path, state: 'problem', reason });
const working = (path: string): OverlayMark => ({ path, state: 'in-progress', reason: 'being signed' });

describe('what plugins mark, in the roots of the status table', () => {
  let clock: ManualClock;
  let marks: OverlayMarks;
  let overlays: ShellOverlays;
  let drawn: string[];
  const root = (name: string) => ({
    markExternally: (path: string, mark: { readonly state: string; readonly reason: number } | undefined) => void drawn.push(`${name}:${path}=${mark ? `${mark.state} ${mark.reason}` : 'nothing'}`),
  });
  const drawing = async () => {
    await clock.advance(250);
    return drawn.splice(0);
  };
  beforeEach(() => {
    [clock, marks, drawn] = [new ManualClock(), new OverlayMarks(), []];
    overlays = new ShellOverlays(marks, clock);
    overlays.add('one', '/one', root('one'));
  });
  afterEach(() => overlays.dispose());

  it('is drawn where it lies, and nowhere when it lies in no root', async () => {
    marks.assign('acme.a', 'a.o', [problem('/one/d/x'), problem('/one'), problem('/onerous/x'), problem('/one/../two/x'), problem('relative')]);
    expect(await drawing()).toEqual([`one:d/x=problem ${PLUGIN_REASON}`, `one:=problem ${PLUGIN_REASON}`]);
  });

  it('is drawn at intervals, however often plugins say something else', async () => {
    for (let turn = 0; turn < 50; turn += 1) marks.assign('acme.a', 'a.o', [turn % 2 === 0 ? problem('/one/x') : working('/one/x')]);
    expect(await drawing()).toEqual([`one:x=in-progress ${PLUGIN_REASON}`]);
    marks.assign('acme.a', 'a.o', [working('/one/x')]);
    expect(await drawing()).toEqual([]);
  });

  it('is the stronger of what several say, until each has taken its own back', async () => {
    marks.assign('acme.a', 'a.o', [working('/one/x')]);
    marks.assign('acme.b', 'b.o', [problem('/one/x')]);
    expect(await drawing()).toEqual([`one:x=problem ${PLUGIN_REASON}`]);
    marks.assign('acme.b', 'b.o', []);
    expect(await drawing()).toEqual([`one:x=in-progress ${PLUGIN_REASON}`]);
    marks.assign('acme.a', 'a.o', []);
    expect(await drawing()).toEqual(['one:x=nothing']);
  });

  it('comes to a root that is added later, and no more to one that is gone', async () => {
    marks.assign('acme.a', 'a.o', [problem('/two/x')]);
    expect(await drawing()).toEqual([]);
    overlays.add('two', '/two', root('two'));
    expect(await drawing()).toEqual([`two:x=problem ${PLUGIN_REASON}`]);
    overlays.remove('two');
    marks.assign('acme.a', 'a.o', []);
    expect(await drawing()).toEqual([]);
    overlays.dispose();
    marks.assign('acme.a', 'a.o', [problem('/one/x')]);
    expect([await drawing(), clock.pendingTimers]).toEqual([[], 0]);
  });
});
