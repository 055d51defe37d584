import { stepTexts } from '../../../src/chat/cards/step-texts.ts';
import type { Outgoing } from '../../../src/chat/incoming.ts';
import { renderCard } from '../../../src/practice/script/render-card.ts';
import type { AdaptiveCard } from '../../../src/practice/teams/types.ts';

export type StepName = keyof typeof stepTexts;

/** A message of the bot as a test looks at it. */
export interface SeenCard {
  /** `final` and `progress` show steps */
  kind: 'text' | 'review' | 'progress' | 'final' | 'other';
  title: string;
  text: string;
  /** what the card says of each step: Waiting, Now, Done, Not done, Unknown, In Intune */
  steps: { step: StepName; state: string }[];
  /** verb → data */
  buttons: Map<string, object>;
}

interface Part {
  type?: string;
  text?: string;
  verb?: string;
  data?: object;
  items?: Part[];
  columns?: Part[];
  inlines?: Part[];
}

export function readCard(message: Outgoing): SeenCard {
  if (!('card' in message))
    return { kind: 'text', title: '', text: message.text, steps: [], buttons: new Map() };
  const card = message.card as { body?: Part[]; actions?: Part[] };
  const title = card.body?.[0]?.text ?? '';
  const buttons = new Map(
    [...(card.actions ?? []), ...allParts(card.body ?? [])].flatMap(({ type, verb, data }) =>
      type === 'Action.Execute' && verb ? [[verb, data ?? {}] as const] : [],
    ),
  );
  const steps = stepsOf(card.body ?? []);
  const text = renderCard(message.card as unknown as AdaptiveCard).join('\n');
  const isProgress = /^(Approved\.|Setting up|Taking JIT registration back)/.test(title);
  const isFinal = steps.length > 0 && !isProgress;
  const kind = buttons.has('approve') ? 'review' : isProgress ? 'progress' : isFinal ? 'final' : 'other';
  return { kind, title, text, steps, buttons };
}

const allParts = (parts: Part[]): Part[] =>
  parts.flatMap((part) => [
    part,
    ...allParts([...(part.items ?? []), ...(part.columns ?? []), ...(part.inlines ?? [])]),
    ...((part as { actions?: Part[] }).actions ?? []),
  ]);

/** Rows with the state of a step on the left and its words on the right. */
function stepsOf(body: Part[]): SeenCard['steps'] {
  const names = Object.entries(stepTexts) as [StepName, string][];
  return body.flatMap(({ type, columns }) => {
    if (type !== 'ColumnSet') return [];
    const [state, words] = (columns ?? []).map((column) =>
      allParts([column])
        .map(({ text = '' }) => text)
        .join(''),
    );
    const found = names.find(([, text]) => text === words);
    return found && state ? [{ step: found[0], state }] : [];
  });
}
