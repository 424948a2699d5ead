/**
 * What one row found.
 *
 * @typedef {{ seconds: number, peakBytes?: number, cpuSeconds?: number, storedBytes?: number } & Record<string, number>} Sample
 * @typedef {{ measure: string, against?: string, atMost?: number, atLeast?: number }} Target
 */
export class RowResult {
  samples = {};
  notes = [];
  failures = []; // of single programs; the others' samples stand

  /** @param {string} name @param {string} what one line for the table @param {readonly Target[]} targets */
  constructor(name, what, targets = []) {
    this.name = name;
    this.what = what;
    this.targets = targets;
  }

  /** Keeps a sample under a program's or a limit's name (`mamori`, `restic`, `cp -a`). */
  add(who, sample) {
    (this.samples[who] ??= []).push(sample);
  }

  /** The median over the runs, undefined when that program did not run or has no such measure. */
  median(who, measure) {
    return median((this.samples[who] ?? []).map(sample => sample[measure]).filter(value => value !== undefined));
  }

  get measures() {
    return [...new Set(Object.values(this.samples).flat().flatMap(sample => Object.keys(sample)))].filter(measure => measure !== 'cpuSeconds');
  }

  /** @returns {readonly { target: Target, value: number | undefined, met: boolean | undefined }[]} */
  get verdicts() {
    return this.targets.map(target => {
      const own = this.median('mamori', target.measure);
      const base = target.against === undefined ? 1 : this.median(target.against, target.measure);
      const value = own === undefined || base === undefined ? undefined : own / base;
      const met = value === undefined ? undefined : target.atMost === undefined ? value >= target.atLeast : value <= target.atMost;
      return { target, value, met };
    });
  }
}

export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest value that at least `share` of the values do not exceed. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
