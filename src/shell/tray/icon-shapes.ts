/** Signed distances in a square of 640 units, as the emblems of file managers are drawn in: negative inside. */
export type Distance = (x: number, y: number) => number;
type Point = readonly [x: number, y: number];

export function circle([cx, cy]: Point, radius: number): Distance {
  return (x, y) => Math.hypot(x - cx, y - cy) - radius;
}

export function roundedSquare(from: number, to: number, radius: number): Distance {
  const middle = (from + to) / 2;
  const straight = (to - from) / 2 - radius;
  return (x, y) => {
    const [dx, dy] = [Math.abs(x - middle) - straight, Math.abs(y - middle) - straight];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };
}

/** A stroke with round ends along points. */
export function stroke(points: readonly Point[], width: number): Distance {
  return (x, y) => Math.min(...points.map((point, index) => toSegment([x, y], point, points[index + 1] ?? point))) - width / 2;
}

/** Corners in either order. */
export function polygon(corners: readonly Point[]): Distance {
  const edges = corners.map((corner, index): readonly [Point, Point] => [corner, corners[(index + 1) % corners.length] as Point]);
  return (x, y) => {
    const distance = Math.min(...edges.map(([from, to]) => toSegment([x, y], from, to)));
    const crossings = edges.filter(([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax).length;
    return crossings % 2 === 1 ? -distance : distance;
  };
}

export function union(...shapes: readonly Distance[]): Distance {
  return (x, y) => Math.min(...shapes.map(shape => shape(x, y)));
}

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
