import { Buffer } from 'node:buffer';
import { circle, polygon, roundedSquare, stroke, union, type Distance } from './icon-shapes.js';
import type { TrayIcon } from './tray-view.js';

type Colour = readonly [red: number, green: number, blue: number];

const UNITS = 640;
const WHITE: Colour = [255, 255, 255];
/** Around the outline: keeps a dark icon apart from a dark panel. */
const RIM = 40;
/** What panels ask for at scales of 100 to 300 %. */
export const ICON_SIZES = [16, 22, 24, 32, 48, 64] as const;

/** The file managers' emblems (native/filemanager/icons), and a diamond with two bars for a pause. */
const ICONS: Readonly<Record<TrayIcon, { readonly colour: Colour; readonly outline: Distance; readonly sign: Distance }>> = {
  protected: { colour: [0x10, 0x7c, 0x10], outline: circle([320, 320], 290), sign: stroke([[195, 325], [285, 415], [450, 225]], 66) },
  working: { colour: [0x0f, 0x6c, 0xbd], outline: roundedSquare(40, 600, 90), sign: union(stroke([[170, 320]], 90), stroke([[320, 320]], 90), stroke([[470, 320]], 90)) },
  problem: { colour: [0xc4, 0x2b, 0x1c], outline: polygon([[320, 40], [610, 600], [30, 600]]), sign: union(stroke([[320, 250], [320, 400]], 66), stroke([[320, 500]], 72)) },
  paused: { colour: [0x5c, 0x5c, 0x5c], outline: polygon([[320, 25], [615, 320], [320, 615], [25, 320]]), sign: union(stroke([[250, 230], [250, 410]], 66), stroke([[390, 230], [390, 410]], 66)) },
};

/** One picture of `size` × `size` pixels, four bytes each: alpha, red, green, blue, as StatusNotifierItem has them. A millisecond at 64 pixels. */
export function iconPixels(icon: TrayIcon, size: number): Buffer {
  const { colour, outline, sign } = ICONS[icon];
  const pixels = Buffer.alloc(size * size * 4);
  const scale = size / UNITS;
  const covered = (distance: number) => Math.max(0, Math.min(1, 0.5 - distance * scale)); // of a pixel whose middle is that far inside
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [(column + 0.5) / scale, (row + 0.5) / scale];
      const edge = outline(x, y);
      const white = Math.max(covered(Math.abs(edge) - RIM / 2), covered(sign(x, y)));
      const [red, green, blue] = colour.map((channel, index) => Math.round(channel + ((WHITE[index] as number) - channel) * white)) as unknown as Colour;
      pixels.set([Math.round(255 * Math.max(covered(edge), covered(edge - RIM / 2))), red, green, blue], 4 * (row * size + column));
    }
  }
  return pixels;
}
