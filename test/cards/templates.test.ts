import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cardNames, renderCard } from '../../src/chat/cards/render.ts';
import type { Card } from '../../src/chat/incoming.ts';

interface ValidationEvent {
  message: string;
}
interface AdaptiveCardsPackage {
  AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void;
    validateProperties(): { validationEvents: ValidationEvent[] };
  };
  SerializationContext: new (version: unknown) => {
    eventCount: number;
    getEventAt(at: number): ValidationEvent;
  };
  Versions: { v1_5: unknown };
}
// The package's main entry cannot be imported by Node; its bundle can be required.
const adaptiveCards = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as AdaptiveCardsPackage;

const sampleOf = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../cards/${name}.sample.json`, import.meta.url), 'utf8')) as object;

/** Every object in a card, at any depth. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

function complaints(card: Card): string[] {
  const context = new adaptiveCards.SerializationContext(adaptiveCards.Versions.v1_5);
  const parsed = new adaptiveCards.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

it('every template file is known, and every one has sample data', () => {
  const files = readdirSync(new URL('../../cards/', import.meta.url)).filter((file) =>
    file.endsWith('.json'),
  );
  expect(files.sort()).toEqual(cardNames.flatMap((name) => [`${name}.json`, `${name}.sample.json`]).sort());
});

describe.each(cardNames)('the card %s', (name) => {
  const card = renderCard(name, sampleOf(name));

  it('has nothing unexpanded', () => {
    expect(JSON.stringify(card)).not.toContain('${');
  });

  it('is valid', () => {
    expect(complaints(card)).toEqual([]);
  });

  it('fits into a message of 28 KB', () => {
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(28 * 1024);
  });

  it('labels every input and titles every button', () => {
    const all = objectsIn(card);
    for (const input of all.filter(({ type }) => String(type).startsWith('Input.')))
      expect(input['label'], String(input['id'])).toMatch(/\S/);
    for (const action of all.filter(({ type }) => String(type).startsWith('Action.')))
      expect(action['title']).toMatch(/\S/);
  });

  it('shows what comes from people or the tenant as plain text only', () => {
    const marked = JSON.parse(JSON.stringify(sampleOf(name)), (key, value: unknown) =>
      typeof value === 'string' && !ours.has(key) ? `[hostile](https://evil.example) ${value}` : value,
    ) as object;
    const blocks = objectsIn(renderCard(name, marked)).filter(({ type }) => type === 'TextBlock');
    for (const { text } of blocks) expect(text).not.toContain('hostile');
  });
});

/** Names in the data that only ever hold our own words. */
const ours = new Set([
  ...[
    'title',
    'word',
    'number',
    'badge',
    'footer',
    'refusedTitle',
    'findingsTitle',
    'noteTitle',
    'heading',
    'state',
    'color',
    'style',
    'verdict',
  ],
  ...[
    'label',
    'appsLabel',
    'everyone',
    'at',
    'url',
    'draft',
    'changeId',
    'digest',
    'request',
    'picked',
    'value',
  ],
]);
