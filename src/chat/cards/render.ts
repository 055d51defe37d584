import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import type { Card, Outgoing } from '../incoming.ts';

/**
 * Plain data → card. Templates are cards/*.json, read and parsed once; they show everything that comes from a person or
 * the tenant in plain text runs, choice titles or input values, which no client reads as Markdown. Data must hold every name
 * of its template.
 */

export const cardNames = [
  'help',
  'ask-apps',
  'ask-targets',
  'choose-names',
  'choose-authenticator',
  'choose-intent',
  'edit',
  'review',
  'progress',
  'done',
  'closed',
  'continue',
  'answer',
  'which-one',
  'readiness',
  'history',
  'pending',
] as const;
export type CardName = (typeof cardNames)[number];

const templates = new Map(
  cardNames.map((name) => {
    const file = new URL(`../../../cards/${name}.json`, import.meta.url);
    return [name, new Template(JSON.parse(readFileSync(file, 'utf8')))];
  }),
);

export function renderCard(name: CardName, data: object): Card {
  return templates.get(name)!.expand({ $root: data }) as Card;
}

/** A card with the one line that notifications and chat lists show. */
export function cardMessage(name: CardName, data: object, summary: string): Outgoing {
  return { card: renderCard(name, data), summary };
}

/** Lines for templates that repeat a text run. */
export const asLines = (lines: readonly string[]): { text: string }[] => lines.map((text) => ({ text }));
