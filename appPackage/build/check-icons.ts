import { PNG } from 'pngjs';

/**
 * Checks what neither the schema nor Microsoft's own packager looks at: color.png is 192×192, outline.png is 32×32, and
 * every visible pixel of the outline is white, with clear ground around. Answers one sentence per mistake.
 */
export function checkIcons(icons: { color: Uint8Array; outline: Uint8Array }): string[] {
  const color = readPng('color.png', icons.color, 192);
  const outline = readPng('outline.png', icons.outline, 32);
  return [...color.mistakes, ...outline.mistakes, ...(outline.png ? checkWhiteOnClear(outline.png) : [])];
}

function readPng(name: string, bytes: Uint8Array, size: number): { png?: PNG; mistakes: string[] } {
  let png: PNG;
  try {
    png = PNG.sync.read(Buffer.from(bytes));
  } catch {
    return { mistakes: [`${name} is not a readable PNG.`] };
  }
  if (png.width === size && png.height === size) return { png, mistakes: [] };
  return { png, mistakes: [`${name} is ${png.width}×${png.height}; it has to be ${size}×${size}.`] };
}

function checkWhiteOnClear({ data }: PNG): string[] {
  let visible = 0;
  let coloured = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue;
    visible++;
    if (data[at] !== 255 || data[at + 1] !== 255 || data[at + 2] !== 255) coloured++;
  }
  const mistakes: string[] = [];
  if (coloured > 0) mistakes.push(`outline.png has ${coloured} visible pixels that are not white.`);
  if (visible === 0) mistakes.push('outline.png is empty: it needs white lines.');
  if (visible === data.length / 4)
    mistakes.push('outline.png has no clear ground: it needs transparency around the lines.');
  return mistakes;
}
