import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawColourIcon, drawOutlineIcon } from '../../appPackage/build/draw-icons.ts';
import { goodInput } from './good-input.ts';

// Pixels, not bytes: another zlib may pack the same picture differently.
const pixels = (png: Uint8Array): Buffer => PNG.sync.read(Buffer.from(png)).data;
const { color, outline } = goodInput().icons;

test('the committed icons are what the script draws', () => {
  expect(pixels(color).equals(pixels(drawColourIcon()))).toBe(true);
  expect(pixels(outline).equals(pixels(drawOutlineIcon()))).toBe(true);
});

test('a round mask cuts nothing of the colour icon but its ground', () => {
  const data = pixels(color);
  const cut = Array.from({ length: 192 * 192 }, (_, at) => at).filter((at) => {
    const outside = Math.hypot((at % 192) - 95.5, Math.floor(at / 192) - 95.5) > 92;
    // The ground is blue: more blue than red and green, which white and green are not.
    return outside && data[at * 4 + 2]! - Math.max(data[at * 4]!, data[at * 4 + 1]!) < 40;
  });
  expect(cut).toEqual([]);
});
