/**
 * Draws the two icons of the Teams app: a phone with a key on its screen and a tick.
 * Run `node --import tsx appPackage/build/draw-icons.ts` after a change; a test compares the files with the drawing.
 * Sizes and colours: Microsoft's "App icons" page (192×192 in colour, 32×32 white on clear).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { circle, clear, drawPng, line, ring, roundedBox, union, without, type Colour } from './raster.ts';

const white: Colour = [255, 255, 255, 1];
const deepBlue: Colour = [16, 42, 110, 1];
const brightBlue: Colour = [43, 108, 238, 1];
const green: Colour = [19, 161, 84, 1];

/** Full colour for the store and the chat list; all that matters stays inside the circle that Teams may cut out. */
export function drawColourIcon(): Buffer {
  const phone = roundedBox(82, 96, 80, 132, 17);
  const screen = roundedBox(82, 92, 64, 104, 7);
  const speaker = line([[76, 153.5], [88, 153.5]], 5); // prettier-ignore
  const key = union(
    ring(circle(82, 68, 17), 9.5),
    line([[82, 85], [82, 120]], 9.5), // prettier-ignore
    line([[82, 103], [71, 103]], 9), // prettier-ignore
    line([[82, 119.5], [68, 119.5]], 9), // prettier-ignore
  );
  const badge = circle(123, 132, 30);
  const badgeGap = circle(123, 132, 37);
  const tick = line([[109, 133], [118.5, 142.5], [137, 122]], 9); // prettier-ignore
  return drawPng(192, (x, y) => {
    if (tick(x, y) < 0) return white;
    if (badge(x, y) < 0) return green;
    if (badgeGap(x, y) < 0 && phone(x, y) < 0) return slope(x, y);
    if (key(x, y) < 0) return white;
    if (speaker(x, y) < 0) return deepBlue;
    if (screen(x, y) < 0) return deepBlue;
    if (phone(x, y) < 0) return white;
    return slope(x, y);
  });
}

/** White lines on clear ground for the side bar. Straight edges lie on whole pixels, so that they stay sharp. */
export function drawOutlineIcon(): Buffer {
  const phone = ring(roundedBox(13, 16, 16, 26, 4), 2);
  const speaker = line([[12, 7], [14, 7]], 2); // prettier-ignore
  const gap = circle(22, 22, 8.5);
  const badge = circle(22, 22, 7);
  const tick = line([[18.7, 22.2], [21.1, 24.6], [25.4, 19.7]], 2); // prettier-ignore
  const shape = union(without(union(phone, speaker), gap), without(badge, tick));
  return drawPng(32, (x, y) => (shape(x, y) < 0 ? white : clear));
}

/** The ground of the colour icon: bright at the upper left, deep at the lower right. */
function slope(x: number, y: number): Colour {
  const part = Math.min(1, Math.max(0, (x + y) / 384));
  const mix = (from: number, to: number): number => from + (to - from) * part;
  return [
    mix(brightBlue[0], deepBlue[0]),
    mix(brightBlue[1], deepBlue[1]),
    mix(brightBlue[2], deepBlue[2]),
    1,
  ];
}

if (import.meta.filename === process.argv[1]) {
  const folder = join(import.meta.dirname, '..');
  writeFileSync(join(folder, 'color.png'), drawColourIcon());
  writeFileSync(join(folder, 'outline.png'), drawOutlineIcon());
}
