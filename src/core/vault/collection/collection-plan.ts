/** A pack or run object as the live set measures it; bytes after decompression unless named otherwise. */
export interface MeasuredContainer {
  readonly name: string;
  readonly kind: 'data' | 'metadata' | 'run';
  readonly sizeBytes: number; // stored
  /** Of a run object: a later checkpoint of its source makes its root unnecessary. Packs are always free to go. */
  readonly superseded: boolean;
  readonly segments: readonly MeasuredSegment[];
}

export interface MeasuredSegment {
  readonly sealedBytes: number;
  readonly liveBytes: number;
  readonly totalBytes: number;
}

export interface CollectionPlan {
  /** Nothing in them is live: condemned without copying anything. */
  readonly condemn: readonly string[];
  /** To be copied together, and condemned once the copies are stored; a group never mixes data and metadata. */
  readonly rewrite: readonly RewriteGroup[];
  /** Stored bytes that `rewrite` copies. */
  readonly copiedBytes: number;
  /** Stored bytes that go once everything is carried out. */
  readonly freedBytes: number;
}

export interface RewriteGroup {
  readonly reason: 'superseded' | 'dead-bytes' | 'small-objects';
  readonly containers: readonly string[];
  readonly copiedBytes: number;
}

export interface CollectionOptions {
  /** Stored bytes that may be copied now: what is left of the day's budget. */
  readonly budgetBytes: number;
  /** Size at which packs are closed; objects below a quarter of it are merged. */
  readonly packBytes: number;
}

const PACK_LIVE_SHARE = 0.7;
const SEGMENT_LIVE_SHARE = 0.5;
// One poor segment does not pay for copying a whole pack; a quarter of the pack in such segments does.
const POOR_SEGMENTS_SHARE = 0.25;
// Size-tiered merging: a byte is copied once per class, so log4(packBytes / smallest object) times in its life.
const CLASS_FACTOR = 4;
const MERGE_AT = 8;

/**
 * Decides what to condemn and what to copy, whole-dead objects first, then the most bytes freed per byte copied.
 *
 * Pure; O(n log n) in containers. Never names a run object that is not superseded. Copies at most `budgetBytes`, except that
 * a group larger than the whole budget is taken alone: else it would wait for ever. No budget, no copies.
 */
export function planCollection(containers: readonly MeasuredContainer[], { budgetBytes, packBytes }: CollectionOptions): CollectionPlan {
  const movable = containers.filter(container => container.kind !== 'run' || container.superseded);
  const dead = movable.filter(container => liveBytes(container) === 0);
  const alive = movable.filter(container => liveBytes(container) > 0);
  const due = alive.flatMap(container => {
    const reason = container.kind === 'run' ? 'superseded' : isPoor(container) ? 'dead-bytes' : undefined;
    return reason ? [{ reason, containers: [container] } as const] : [];
  });
  const poor = new Set(due.flatMap(group => group.containers));
  const candidates = [...due, ...smallGroups(alive.filter(container => !poor.has(container)), packBytes)]
    .map(group => ({ ...group, cost: sum(group.containers, copyCost), gain: sum(group.containers, container => container.sizeBytes - copyCost(container)) }))
    .sort((a, b) => b.gain * a.cost - a.gain * b.cost || compareNames(a.containers, b.containers));
  const chosen: typeof candidates = [];
  let copiedBytes = 0;
  for (const candidate of candidates) {
    const alone = chosen.length === 0 && budgetBytes > 0;
    if (!alone && copiedBytes + candidate.cost > budgetBytes) continue;
    chosen.push(candidate);
    copiedBytes += candidate.cost;
  }
  return {
    condemn: dead.map(container => container.name).sort(),
    rewrite: chosen.map(({ reason, containers: members, cost }) => ({ reason, containers: members.map(member => member.name), copiedBytes: cost })),
    copiedBytes,
    freedBytes: sum(dead, container => container.sizeBytes) + sum(chosen, candidate => candidate.gain),
  };
}

function isPoor(container: MeasuredContainer): boolean {
  const total = sum(container.segments, segment => segment.totalBytes);
  const poorBytes = sum(container.segments.filter(segment => segment.liveBytes < segment.totalBytes * SEGMENT_LIVE_SHARE), segment => segment.sealedBytes);
  return liveBytes(container) < total * PACK_LIVE_SHARE || poorBytes >= container.sizeBytes * POOR_SEGMENTS_SHARE;
}

/** Packs of one kind and one size class, once there are enough of them to be worth one larger object. */
function smallGroups(containers: readonly MeasuredContainer[], packBytes: number) {
  const classes = Map.groupBy(containers.filter(container => container.sizeBytes < packBytes / CLASS_FACTOR),
    ({ kind, sizeBytes }) => `${kind} ${Math.floor(Math.log(Math.max(1, sizeBytes)) / Math.log(CLASS_FACTOR))}`);
  return [...classes.values()].filter(members => members.length >= MERGE_AT)
    .map(members => ({ reason: 'small-objects', containers: fill(members, packBytes) } as const))
    .filter(group => group.containers.length >= MERGE_AT);
}

/** As many as fit into one pack, the smallest first. */
function fill(members: readonly MeasuredContainer[], packBytes: number): readonly MeasuredContainer[] {
  let bytes = 0;
  return members.toSorted((a, b) => a.sizeBytes - b.sizeBytes || compareNames([a], [b])).filter(member => {
    bytes += member.sizeBytes;
    return bytes <= packBytes;
  });
}

/** Stored bytes of the live part, by its share of each segment. */
function copyCost(container: MeasuredContainer): number {
  return sum(container.segments, ({ sealedBytes, liveBytes: live, totalBytes }) => (totalBytes === 0 ? 0 : Math.ceil(sealedBytes * live / totalBytes)));
}

function liveBytes(container: MeasuredContainer): number {
  return sum(container.segments, segment => segment.liveBytes);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function compareNames(a: readonly MeasuredContainer[], b: readonly MeasuredContainer[]): number {
  return (a[0]?.name ?? '') < (b[0]?.name ?? '') ? -1 : 1;
}
