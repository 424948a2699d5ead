import { describe, expect, it } from 'vitest';
import { ICON_SIZES, iconPixels } from '../../../../src/shell/tray/icon-pixels.js';
import { trayIcons, type TrayIcon } from '../../../../src/shell/tray/tray-view.js';

type Pixel = readonly [alpha: number, red: number, green: number, blue: number];
const pixelsOf = (icon: TrayIcon, size: number): readonly Pixel[] => {
  const bytes = iconPixels(icon, size);
  return Array.from({ length: size * size }, (_, index) => [...bytes.subarray(4 * index, 4 * index + 4)] as unknown as Pixel);
};
/** The share of pixels in which two pictures differ by more than a shade. */
const difference = (a: readonly number[], b: readonly number[]) => a.filter((value, index) => Math.abs(value - (b[index] as number)) > 100).length / a.length;

describe('the pictures of the tray', () => {
  it.each(ICON_SIZES)('have an outline and a sign of their own at %i pixels, without any colour', size => {
    const all = trayIcons.map(icon => pixelsOf(icon, size));
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        expect(difference(one.map(([alpha]) => alpha), other.map(([alpha]) => alpha))).toBeGreaterThan(0.03);
        const lightness = (pixels: readonly Pixel[]) => pixels.map(([alpha, red, green, blue]) => (alpha * (red + green + blue)) / 765);
        expect(difference(lightness(one), lightness(other))).toBeGreaterThan(0.1);
      }
    }
  });

  it.each(trayIcons)('leave the corners of %s free, and keep a white rim around it', icon => {
    const pixels = pixelsOf(icon, 64);
    if (icon !== 'problem' && icon !== 'working') expect([0, 63, 64 * 63, 64 * 64 - 1].map(index => pixels[index]?.[0])).toEqual([0, 0, 0, 0]);
    const rim = pixels.filter(([alpha, red, green, blue], index) => alpha > 200 && (pixels[index + 1]?.[0] === 0 || pixels[index - 1]?.[0] === 0) && Math.min(red, green, blue) < 200);
    expect(rim).toEqual([]);
  });
});
