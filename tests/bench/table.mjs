const MEASURES = {
  seconds: { label: 'time', show: value => (value < 10 ? `${value.toFixed(2)} s` : `${value.toFixed(1)} s`) },
  peakBytes: { label: 'peak memory', show: value => `${Math.round(value / 1e6)} MB` },
  residentBytes: { label: 'resident memory', show: value => `${Math.round(value / 1e6)} MB` },
  storedBytes: { label: 'stored', show: value => `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} MB` },
  versionsPerSecond: { label: 'versions/s', show: value => Math.round(value).toLocaleString('en') },
  p50Seconds: { label: 'p50', show: value => `${value.toFixed(2)} s` },
  p99Seconds: { label: 'p99', show: value => `${value.toFixed(2)} s` },
  addedSeconds: { label: 'added', show: value => `${(value * 1e3).toFixed(0)} ms` },
  processes: { label: 'processes', show: value => value.toFixed(0) },
  readySeconds: { label: 'ready', show: value => `${value.toFixed(1)} s` },
  bytesPerChunk: { label: 'resident bytes a chunk', show: value => value.toFixed(2) },
  objects: { label: 'objects', show: value => Math.round(value).toLocaleString('en') },
  deadShare: { label: 'dead share of stored', show: value => `${(value * 100).toFixed(1)} %` },
  publishSeconds: { label: 'publication', show: value => `${value.toFixed(2)} s` },
  longestCallMs: { label: 'longest call', show: value => `${value.toFixed(2)} ms` },
  tableBytes: { label: 'table', show: value => `${(value / 1e6).toFixed(1)} MB` },
  lookUpP99Microseconds: { label: 'look-up p99', show: value => `${value.toFixed(2)} µs` },
  flipP50Ms: { label: 'mark gone p50', show: value => `${value.toFixed(1)} ms` },
  flipP99Ms: { label: 'mark gone p99', show: value => `${value.toFixed(1)} ms` },
  withdrawnSeconds: { label: 'killed → no marks', show: value => `${value.toFixed(2)} s` },
  lookUpMicroseconds: { label: 'look-up', show: value => `${value.toFixed(2)} µs` },
};
const COLUMNS = ['row', 'measure', 'Mamori', 'restic', 'Borg', 'limit', 'target'];
const PROGRAMS = ['mamori', 'restic', 'borg'];

/** One Markdown table, padded so that it reads on a terminal too; a line per row and measure. */
export function renderTable(results) {
  const lines = results.flatMap(result => result.measures.map((measure, index) => [
    index === 0 ? result.name : '',
    MEASURES[measure].label,
    ...PROGRAMS.map(who => withRatio(result, who, measure)),
    limitsOf(result, measure),
    result.verdicts.filter(({ target }) => target.measure === measure).map(renderVerdict).join('; '),
  ]));
  const widths = COLUMNS.map((column, index) => Math.max(column.length, ...lines.map(line => line[index].length)));
  const row = cells => `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`;
  return [row(COLUMNS), `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...lines.map(row)].join('\n');
}

/** What each row does and remarked. */
export function renderNotes(results) {
  return results.flatMap(({ name, what, notes }) => [`${name}: ${what}`, ...notes.map(note => `  ${note}`)]).join('\n');
}

/** A rival's value with Mamori's share of it. */
function withRatio(result, who, measure) {
  const value = result.median(who, measure);
  if (value === undefined) return '';
  const own = result.median('mamori', measure);
  const shown = MEASURES[measure].show(value);
  return who === 'mamori' || own === undefined ? shown : `${shown} (${showShare(own / value)})`;
}

function limitsOf(result, measure) {
  return Object.keys(result.samples).filter(who => !PROGRAMS.includes(who))
    .map(who => [who, result.median(who, measure)]).filter(([, value]) => value !== undefined)
    .map(([who, value]) => `${who} ${MEASURES[measure].show(value)}`).join(', ');
}

/** "≤ 0.40 of restic: 0.31 ✓" */
export function renderVerdict({ target, value, met }) {
  const bound = target.atMost ?? target.atLeast;
  const sign = target.atMost === undefined ? '≥' : '≤';
  const show = number => (target.against === undefined ? MEASURES[target.measure].show(number) : showShare(number));
  const goal = `${sign} ${show(bound)}${target.against === undefined ? '' : ` of ${target.against}`}`;
  if (value === undefined) return `${goal}: not compared`;
  // A miss by less than the rounding would read as if it were met.
  const shown = show(value) === show(bound) && target.against !== undefined ? value.toFixed(3) : show(value);
  return `${goal}: ${shown} ${met ? '✓' : '✗'}`;
}

/** Two places, three for shares below a fifth, where a hundredth is much. */
const showShare = share => share.toFixed(share < 0.2 ? 3 : 2);
