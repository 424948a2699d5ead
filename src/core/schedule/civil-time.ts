import { CodedError } from '../../base/coded-error.js';
import { scheduleErrors } from '../../terms/errors/schedule-errors.js';
import { DAY_MS, dateOfDay, dayNumber, type CivilDate } from './civil-date.js';

/** What a clock on the wall shows, to the minute. */
export interface CivilTime {
  readonly date: CivilDate;
  readonly minute: number; // of the day, 0 … 1439
}

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
/** People travel through a few zones; a formatter costs about 30 KB. */
const MAX_FORMATTERS = 16;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * How far local time is ahead of UTC at an instant, in ms.
 *
 * Cost: one formatted date, about 1.5 µs. The zone is an IANA name.
 * @throws CodedError schedule.unknown-zone
 */
export function offsetMs(zone: string, instantMs: number): number {
  const secondMs = Math.floor(instantMs / SECOND_MS) * SECOND_MS;
  const [month, day, year, hour, minute, second] = formatterOf(zone).format(secondMs).split(/\D+/).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) - secondMs;
}

export function civilTime(zone: string, instantMs: number): CivilTime {
  const localMs = instantMs + offsetMs(zone, instantMs);
  const day = Math.floor(localMs / DAY_MS);
  return { date: dateOfDay(day), minute: Math.floor((localMs - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The first instant at which local time is at `date`, `minute` or past it.
 *
 * So a time that the clocks skip means the first instant after the gap, and of a time that comes twice the first one counts. Exact as long as a zone
 * changes its offset at most once within two days, which holds for every zone since 1970. Cost: three look-ups, 30 at a gap.
 */
export function firstInstantOf(zone: string, { date, minute }: CivilTime): number {
  const asIfUtcMs = dayNumber(date) * DAY_MS + minute * MINUTE_MS;
  const before = offsetMs(zone, asIfUtcMs - DAY_MS);
  const after = offsetMs(zone, asIfUtcMs + DAY_MS);
  for (const offset of [before, after]) {
    const instantMs = asIfUtcMs - offset;
    if (offsetMs(zone, instantMs) === offset) return instantMs;
  }
  return changeOfOffset(zone, asIfUtcMs - DAY_MS, asIfUtcMs + DAY_MS);
}

/** The first instant after `fromMs` (whose offset is another than at `toMs`) with the new offset; zones change at full seconds. */
function changeOfOffset(zone: string, fromMs: number, toMs: number): number {
  const old = offsetMs(zone, fromMs);
  let [stillOld, alreadyNew] = [fromMs, toMs];
  while (alreadyNew - stillOld > SECOND_MS) {
    const middle = stillOld + Math.floor((alreadyNew - stillOld) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetMs(zone, middle) === old) stillOld = middle;
    else alreadyNew = middle;
  }
  return alreadyNew;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = makeFormatter(zone);
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  formatters.set(zone, made);
  return made;
}

function makeFormatter(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch (cause) {
    throw CodedError.of(scheduleErrors, 'schedule.unknown-zone', zone, { data: { zone }, cause });
  }
}
