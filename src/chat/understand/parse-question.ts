import type { Command } from '../commands.ts';
import { everyoneKind } from './parse-set-up.ts';
import { splitNames } from './split-names.ts';

/** Questions about what is there. `JIT` in a pattern stands for all its names; group 1 is whom it is about. */
const jit = String.raw`(?:apple )?(?:jit|just[- ]in[- ]time)(?: registration)?(?: (?:polic(?:y|ies)|profiles?|sso|registration))?`;
const who = '(.+?)';
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll('JIT', jit)})$`, 'i');

const have = '(?:have|has|had|got|get|gets|use|uses|using)(?: an?| any| the)?';
const haveOrNot = `(?:${have}|(?:has|have|had|got) no)`;
const no = '(?:no|not have|not got|not get|without|missing)(?: any)?';
const doesNot = "(?:does|do|has|have|is|are|can|did)(?:n't|nt|n\u2019t| not)";
const does = "(?:does|do|did|has|have)(?:n't|nt)?";
const is = "(?:is|are|am)(?:n't|nt)?";
const on = '(?:covered by|set up for|set up with|on|using|with|included in|in|ready for)';
/** What may stand between the name and the verb; "now" of "right now" may be the end of a name. */
const adverbs = String.raw`(?: (?:already|really|still|yet|not|(?<!\bright )now))*`;
const which =
  '(?:(?:which|what)(?: of (?:my|our|the))? (?:groups?|users?|people|teams|departments)(?: of ours)?|how many(?: of (?:my|our|the))? groups)';
const anybody =
  '(?:we|anybody|anyone|any (?:groups?|users?)|somebody|someone|nobody|no ?one|no (?:groups?|users?)|none(?: of (?:my|our|the) (?:groups|users))?)';
const trouble =
  "(?:what(?:'?s| is) (?:wrong|broken|the (?:matter|problem))|(?:(?:is|are) (?:there )?)?(?:any|some)(?: ?thing| problems?| issues?| errors?)(?: wrong)?) (?:with|in)(?: (?:my|our|the))? JIT";
/** No name begins so, but a question does. */
const noVerb = `(?!(?:${does}|${is}|did|can) )`;
const noQuestion = `(?!(?:so|why|which|what|who|where|how|if|whether|can|could|would|please|explain|tell me|show me|do you know|${does}|${is}) )`;

/** "JIT" alone is short for "JIT for …" and "export JIT" without more: the groups that have it. */
const status = [
  'status',
  'JIT',
  'JIT (?:status|overview|coverage|report)',
  '(?:status|overview|coverage) of JIT',
  `${which} (?:already |still )?${have} JIT(?: (?:on|enabled|set up|already))?(?:,? and (?:which|what|who) (?:don't|do not|doesn't))?`,
  `${which} (?:are|is) ${on} JIT`,
  `${which} (?:with|on) JIT`,
  `who (?:all )?(?:already )?${have} JIT`,
  `who is ${on} JIT`,
  `(?:who|${which}) (?:still )?(?:${doesNot} (?:still )?${have}|(?:has|have|with) no|lacks?|(?:is|are) (?:still )?(?:missing|without|lacking|not ${on})) (?:any )?JIT`,
  '(?:so )?why (?:does|do|has|have) (?:nobody|no one|no groups?|no users?) (?:have|has|got|get) JIT',
  `(?:so )?why ${doesNot} (?:anybody|anyone|any (?:groups?|users?)) (?:have|get|got) (?:any )?JIT`,
  `${does} ${anybody} (?:already )?(?:${have} )?JIT(?: already)?`,
  `(?:if|whether) ${anybody} (?:already )?${haveOrNot} JIT`,
  'where (?:is|do we have|have we got|is there) JIT(?: (?:on|enabled|assigned|set up|deployed))?',
  `${is} JIT (?:on|enabled|set up|deployed)(?: (?:anywhere|here|already))?`,
  '(?:show|list|give)(?: me)?(?: the| all| our)* JIT(?: groups| status| coverage| overview)?',
  `(?:(?:show|list|give)(?: me)? )?(?:(?:the|all|our) )*groups (?:with(?:out| no)?|on|that (?:${haveOrNot}|lack|${doesNot} have)) JIT`,
  'JIT groups',
];
const apps = [
  `(?:which|what)(?: of (?:my|our|the))? apps? (?:already )?(?:${have}|are using|are in|are on|take part in|support|work with|are covered by|sign in with) JIT`,
  '(?:which|what) apps? does JIT (?:cover|have|include|use)',
  '(?:which|what) apps? (?:with|on|in) JIT',
  '(?:show|list|give)(?: me)?(?: the| all| our)* (?:JIT apps?|apps? (?:with|that use|that have|using|in|of) JIT)',
  'JIT apps?',
  'apps? (?:with|in|of|using) JIT',
];
const check = [
  '(?:check|verify|validate|inspect|review|lint|diagnose|analy[sz]e|test|look at)(?: (?:my|our|the|all|existing))* JIT(?: settings| setup| set-up| configuration)?',
  trouble,
  '(?:is|are)(?: (?:my|our|the|all))* JIT (?:ok|okay|fine|healthy|correct|right|in order|working|broken)',
  'does JIT work',
  'JIT (?:check|health|health check|problems|issues|findings)',
  '(?:problems|issues|findings) (?:with|of|in) JIT',
];
/** whether somebody has it */
const has = [
  `${does} ${who}${adverbs} ${haveOrNot} JIT(?: (?:on|enabled|set up|already|now))?`,
  `(?:has|have)(?:n't|nt)? ${who} JIT(?: already)?`,
  `${is} JIT (?:on|enabled|set up|active|assigned|deployed|working|there)(?: (?:for|to|in|at|on)) ${who}`,
  `does JIT (?:work|reach|apply)(?: (?:for|to|on))? ${who}`,
  `${is} ${who}${adverbs} ${on} JIT`,
  `(?:(?:check|see) )?(?:if|whether) ${who}${adverbs} (?:${haveOrNot}|${doesNot} ${have}|(?:is|are)${adverbs} ${on}) JIT`,
  `(?:(?:show|tell|give)(?: me)?(?: the)? )?JIT(?: status)? (?:of|for) ${who}`,
  `check ${who} for JIT`,
  `check JIT (?:of|for|on) ${who}`,
  `${trouble} (?:for|of|on|in|at) ${who}`,
];
/** why somebody has not */
const why = [
  `(?:so )?why ${doesNot} ${who} (?:${have}|${on}) JIT`,
  `(?:so )?why (?:hasn't|haven't|has not|have not) ${who} JIT`,
  `(?:so )?why (?:does|do|has|have|did|is|are|can) ${who} (?:have |got |get )?(?:still )?${no} JIT`,
  `(?:so )?why (?:does|do|has|have|did|can) ${who} not (?:have|got|get|use)(?: an?| any| the)? JIT`,
  `(?:so )?why (?:is|are|am) ${who}(?: still)? not(?: yet)? ${on} JIT`,
  `(?:so )?why ${doesNot} JIT (?:work(?:ing)?|on|enabled|reach|apply|there)(?: (?:for|to|on|with))? ${who}`,
  `(?:so )?why is JIT (?:not (?:working|on|enabled|there|reaching)|missing|off|broken)(?: (?:for|on|with))? ${who}`,
  `(?:so )?why (?:is there )?no JIT (?:for|on|with) ${who}`,
  `(?:so )?why (?:does|has|did) ${who} ${have} JIT`,
  `(?:explain )?why ${noVerb}${who} (?:has|have|got|is|${doesNot} (?:have|get)|(?:is|are) not ${on}) ?(?:no |not |without )?(?:any )?JIT`,
  `${noQuestion}${who} (?:has no|have no|${doesNot} (?:have|get)|is missing|is without) (?:any )?JIT(?:,? (?:and )?why)?`,
];

const [statusForms, appForms, checkForms, hasForms, whyForms] = [status, apps, check, has, why].map((forms) =>
  forms.map(whole),
) as [RegExp[], RegExp[], RegExp[], RegExp[], RegExp[]];

/** No name and no question is as long, in characters. */
const longest = 600;

/** What may stand behind any of these questions; in quotes it is part of a name. */
const tail = /(?:,? (?:yet|or not|right now|in (?:my|our) tenant))+$/i;

/** A question about groups, apps, policies or one person; undefined where it is none. `said` has no end mark any more. */
export function parseQuestion(said: string): Command | undefined {
  if (said.length > longest) return undefined;
  const short = said.replace(tail, '');
  return (short === said ? undefined : parseShort(short)) ?? parseShort(said);
}

function parseShort(said: string): Command | undefined {
  const is = (forms: RegExp[]): boolean => forms.some((form) => form.test(said));
  if (is(statusForms)) return { command: 'status' };
  if (is(appForms)) return { command: 'apps' };
  if (is(checkForms)) return { command: 'check' };
  const person = whom(whyForms, said);
  // About everyone alone, nobody has to be looked for.
  if (person !== undefined) return { command: isEveryone(person) ? 'has-jit' : 'why', name: person };
  const either = whom(hasForms, said);
  if (either === undefined) return undefined;
  return either === 'me' || /\S@\S/.test(either)
    ? { command: 'why', name: either }
    : { command: 'has-jit', name: either };
}

/** "everyone", "all users and all devices" and their like; in quotes it may be a name. */
const isEveryone = (name: string): boolean =>
  splitNames(name).every(
    ({ parts, quoted }) => !quoted && parts.every((part) => everyoneKind(part) !== undefined),
  );

/** The name as it was typed; `me` for the one who asks. */
function whom(forms: RegExp[], said: string): string | undefined {
  for (const form of forms) {
    const name = form.exec(said)?.[1]?.trim();
    if (name !== undefined && !/^(?:|for|to|on|with|in|at)$/i.test(name))
      return /^(?:i|me|myself)$/i.test(name) ? 'me' : name;
  }
  return undefined;
}
