import { PNG } from 'pngjs';

/** Red, green, blue 0–255 and opacity 0–1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];
/** A shape answers how far a point is outside of it, in pixels; negative inside. */
export type Shape = (x: number, y: number) => number;

export const clear: Colour = [255, 255, 255, 0];
const samplesPerSide = 8;

export const circle =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - centreX, y - centreY) - radius;

/** An upright rectangle with round corners, given by its middle. */
export const roundedBox =
  (centreX: number, centreY: number, width: number, height: number, corner: number): Shape =>
  (x, y) => {
    const overX = Math.abs(x - centreX) - width / 2 + corner;
    const overY = Math.abs(y - centreY) - height / 2 + corner;
    const outside = Math.hypot(Math.max(overX, 0), Math.max(overY, 0));
    return outside + Math.min(Math.max(overX, overY), 0) - corner;
  };

/** A line through the points with round ends and joints. */
export const line =
  (points: readonly (readonly [number, number])[], width: number): Shape =>
  (x, y) => {
    let nearest = Infinity;
    for (let i = 1; i < points.length; i++) {
      const [fromX, fromY] = points[i - 1]!;
      const [toX, toY] = points[i]!;
      const [alongX, alongY] = [toX - fromX, toY - fromY];
      const part = ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2);
      const at = Math.min(1, Math.max(0, part));
      nearest = Math.min(nearest, Math.hypot(x - fromX - at * alongX, y - fromY - at * alongY));
    }
    return nearest - width / 2;
  };

export const ring =
  (shape: Shape, width: number): Shape =>
  (x, y) =>
    Math.abs(shape(x, y) + width / 2) - width / 2;

export const union =
  (...shapes: Shape[]): Shape =>
  (x, y) => {
    let nearest = Infinity;
    for (const shape of shapes) nearest = Math.min(nearest, shape(x, y));
    return nearest;
  };

export const without =
  (shape: Shape, cut: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -cut(x, y));

/** Draws a square PNG; `colourAt` is asked at 8×8 points of each pixel and the mean is taken, which smooths the edges. */
export function drawPng(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const png = new PNG({ width: size, height: size });
  for (let pixel = 0; pixel < size * size; pixel++) {
    png.data.set(meanColour(pixel % size, Math.floor(pixel / size), colourAt), pixel * 4);
  }
  return PNG.sync.write(png, { deflateLevel: 9 });
}

/** The mean is weighted by opacity, so that clear points do not tint the edge. */
function meanColour(left: number, top: number, colourAt: (x: number, y: number) => Colour): number[] {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let sample = 0; sample < samplesPerSide ** 2; sample++) {
    const x = left + ((sample % samplesPerSide) + 0.5) / samplesPerSide;
    const y = top + (Math.floor(sample / samplesPerSide) + 0.5) / samplesPerSide;
    const [red, green, blue, opacity] = colourAt(x, y);
    sum[0] += red * opacity;
    sum[1] += green * opacity;
    sum[2] += blue * opacity;
    sum[3] += opacity;
  }
  const [red, green, blue, opacity] = sum;
  if (opacity === 0) return [255, 255, 255, 0];
  return [red / opacity, green / opacity, blue / opacity, (opacity / samplesPerSide ** 2) * 255].map(
    Math.round,
  );
}
