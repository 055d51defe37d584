import { z } from 'zod/v4';
import { tableQuestions } from '../jit/table.ts';
import { fileFormats } from './files/make-file.ts';

/**
 * The typed table of what can be said or clicked. A command is plain data, so that it can wait for a sign-in in a record
 * and be continued by the same person. Each is carried out by one file of commands/.
 */

const text = z.string().max(20_000);
const id = z.string().regex(/^[0-9a-f-]{8,64}$/);
const everyoneKinds = z.enum(['all-users', 'all-devices']);
/** The page of an answer that is too long for one card; 0 is the first. */
const page = z.int().min(0).max(9999);

/** What a person said, understood. `phrase`s are as typed: names are looked up in the tenant later. */
export const commandSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('help') }),
  z.object({
    command: z.literal('set-up'),
    /** a list of bundle IDs or app names as typed; absent: not said; 'none' is its own flag */
    apps: text.optional(),
    noApps: z.boolean().optional(),
    /** what follows "for" where it may be apps or groups */
    appsOrTargets: text.optional(),
    targets: text.optional(),
    exclude: text.optional(),
  }),
  /** which groups have JIT; which apps use it; what is wrong with it */
  z.object({ command: z.literal('status'), page: page.optional() }),
  z.object({ command: z.literal('apps'), page: page.optional() }),
  z.object({ command: z.literal('check'), page: page.optional() }),
  /** whether a group has it, or a person where no group is called so */
  z.object({ command: z.literal('has-jit'), name: text }),
  /** why a person has not; `me` is the one who asks */
  z.object({ command: z.literal('why'), name: text }),
  /** the same where it is settled who is meant */
  z.object({ command: z.literal('about-group'), id, page: page.optional() }),
  z.object({ command: z.literal('about-person'), id, page: page.optional() }),
  z.object({ command: z.literal('about-everyone'), kind: everyoneKinds, page: page.optional() }),
  z.object({ command: z.literal('readiness') }),
  /** an answer as a file */
  z.object({ command: z.literal('export'), question: z.enum(tableQuestions), format: z.enum(fileFormats) }),
  z.object({ command: z.literal('history') }),
  z.object({ command: z.literal('pending') }),
  z.object({ command: z.literal('undo') }),
  z.object({ command: z.literal('cancel') }),
  z.object({ command: z.literal('continue') }),
  z.object({ command: z.literal('sign-out') }),
  /** text that is no command: an answer to the open question, if there is one */
  z.object({ command: z.literal('answer'), text }),
  z.object({ command: z.literal('not-yet'), what: text, instead: text.optional() }),
  z.object({ command: z.literal('approve-in-words') }),
]);
export type Command = z.infer<typeof commandSchema>;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** What inputs of a card hold: Teams sends strings; an input that was left alone may be missing. */
const input = z.string().max(20_000).optional();

/** What a button carries: ids and a verb, and the inputs of its card; everything else is looked up. */
export const clickSchema = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('run'),
    data: z.object({ command: z.enum(['set-up', 'status', 'readiness', 'help']) }),
  }),
  /** another page of an answer, which is looked up anew */
  z.object({
    verb: z.literal('page'),
    data: z.object({ command: z.enum(['status', 'apps', 'check']), page }),
  }),
  /** who is meant, which only `asker` says; or, without it, another page of the answer about them */
  z.object({
    verb: z.literal('about-group'),
    data: z.object({ id, asker: id.optional(), page: page.optional() }),
  }),
  z.object({
    verb: z.literal('about-person'),
    data: z.object({ id, asker: id.optional(), page: page.optional() }),
  }),
  z.object({
    verb: z.literal('about-everyone'),
    data: z.object({ kind: everyoneKinds, page: page.optional() }),
  }),
  z.object({
    verb: z.literal('check-more'),
    /** `asker`: whose answer the card shows; only that person's click edits it */
    data: z.object({ need: z.enum(['read', 'readiness', 'conditional-access']), asker: id }),
  }),
  z.object({ verb: z.literal('continue'), data: z.object({ request: id }) }),
  z.object({ verb: z.literal('give-apps'), data: z.object({ draft: id, bundleIds: input, picked: input }) }),
  z.object({ verb: z.literal('no-apps'), data: z.object({ draft: id }) }),
  z.object({
    verb: z.literal('give-targets'),
    data: z.object({ draft: id, groups: input, everyone: input, exclude: input }),
  }),
  z.object({ verb: z.literal('choose-names'), data: z.looseObject({ draft: id }) }),
  z.object({ verb: z.literal('choose-authenticator'), data: z.object({ draft: id, app: input }) }),
  z.object({ verb: z.literal('choose-intent'), data: z.looseObject({ draft: id }) }),
  z.object({
    verb: z.literal('give-all'),
    data: z.object({
      draft: id,
      name: input,
      description: input,
      bundleIds: input,
      groups: input,
      everyone: input,
      exclude: input,
    }),
  }),
  z.object({ verb: z.literal('cancel-draft'), data: z.object({ draft: id }) }),
  z.object({ verb: z.literal('approve'), data: z.object({ change: id, digest }) }),
  z.object({ verb: z.literal('edit'), data: z.object({ change: id }) }),
  z.object({ verb: z.literal('cancel'), data: z.object({ change: id }) }),
  z.object({ verb: z.literal('reject'), data: z.object({ change: id }) }),
  z.object({ verb: z.literal('resume'), data: z.object({ change: id }) }),
  z.object({ verb: z.literal('undo'), data: z.object({ change: id }) }),
  /** whether those whom a change is for have JIT */
  z.object({ verb: z.literal('check-change'), data: z.object({ change: id }) }),
  z.object({ verb: z.literal('show'), data: z.object({ change: id }) }),
]);
export type Click = z.infer<typeof clickSchema>;
