import type { Command } from '../commands.ts';
import { everyoneKind } from './parse-set-up.ts';
import { splitNames } from './split-names.ts';

/** Questions about what is there. `JIT` in a pattern stands for all its names; group 1 is whom it is about. */
const jit = String.raw`(?:apple )?(?:jit|just[- ]in[- ]time)(?: registration)?(?: (?:polic(?:y|ies)|profiles?|sso|registration))?`;
const who = '(.+?)';
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll('JIT', jit)})$`, 'i');

const have = '(?:(?:have|has|had)(?: got)?|got|get|gets|use|uses|using)(?: an?| any| the)?';
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
  '(?:we|(?:any|some|no)[- ]?(?:body|one)|(?:any|some|no|one)(?: of (?:my|our|the))? (?:groups?|users?|people)|none(?: of (?:my|our|the) (?:groups|users))?)';
/** "why not" without a name behind it is one itself. */
const notAlone = 'not[^ ]? (?:has|have|is|are|does|do)';
const isNot = "(?:is|are|am)(?:n't|nt|(?: still)? not)(?: yet| still)?";
const without = '(?:without|missing|lacking)';
/** Behind somebody: whether they have it, or not. */
const hasOrNot = `(?:${haveOrNot}|lacks?|${doesNot} ${have}|(?:has|have)(?:n't|nt| not)|(?:is|are)${adverbs} (?:${on}|${without})|${isNot} ${on})`;
const checkIf = '(?:(?:check|see|verify) (?:if|whether|that)|if|whether)';
const trouble = `(?:what(?:'?s| is) (?:wrong|broken|the (?:matter|problem))|(?:${checkIf} )?(?:(?:is|are) )?(?:there (?:is |are )?)?(?:any|some)(?: ?thing| problems?| issues?| errors?)(?: is)?(?: (?:wrong|broken))?) (?:with|in)(?: (?:my|our|the))? JIT`;
const isOn = '(?:on|enabled|set up|active|assigned|deployed|working|there)';
/** How it is said that it is there: "do we have JIT set up". */
const state = '(?: (?:on|enabled|set up|already|now))?';
/** A question begins so, and hardly a name. A verb may be the first word of one ("IS Support"), if another verb comes behind it. */
const noVerb = "(?!(?:does|do|did|can|could|would)(?:n't|nt)? )";
const noQuestion = `(?!(?:so|why(?! ${notAlone})|(?:check|see|verify) (?:if|whether|that)|which|what|who|where|how|if|whether|please|explain|tell me|show me|do you know|(?:does|do|did)|(?:do|does|has|have|is|are)n't|(?:is|are|can|has|could|would) (?:it|you|we|there)|(?:can|could|would) (?:any|some)[- ]?(?:one|body)) )`;

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
  `who (?:all )?(?:is|are) ${on} JIT`,
  `(?:who|${which}) (?:still )?(?:${doesNot} (?:still )?${have}|(?:has|have)(?:n't|nt| not)|(?:has|have|with) no|lacks?|(?:is|are) (?:still )?${without}|${isNot} ${on}) (?:any )?JIT`,
  `(?:so )?why (?:${does}|${doesNot}) ${anybody}${adverbs} (?:${haveOrNot}|lack|no) JIT${state}`,
  `(?:so )?why ${is} ${anybody}${adverbs} (?:${on}|${without}) JIT`,
  `${does} ${anybody}${adverbs} (?:(?:${haveOrNot}|lack|no) )?JIT${state}`,
  `${is} ${anybody}${adverbs} (?:${on}|${without}) JIT`,
  `(?:${is} there|${checkIf} there (?:is|are)|${does} we(?: still)? have) (?:${anybody}|groups|users|people|an? (?:group|user)) (?:with no|${on}|${without}|(?:who|that|which) ${hasOrNot}) JIT${state}`,
  `(?:${checkIf} )?${anybody}${adverbs} (?:with no|${on}|${without}|${hasOrNot}) JIT${state}`,
  'where (?:is|do we have|have we got|is there) JIT(?: (?:on|enabled|assigned|set up|deployed))?',
  `(?:${is} JIT|${checkIf} JIT is) (?:on|enabled|set up|deployed)(?: (?:anywhere|here|already))?`,
  '(?:show|list|give)(?: me)?(?: the| all| our)* JIT(?: groups| status| coverage| overview)?',
  `(?:(?:show|list|give)(?: me)? )?(?:(?:the|all|our) )*groups (?:with(?: no)?|${without}|on|not ${on}|that ${hasOrNot}) JIT${state}`,
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
const healthy = '(?:ok|okay|fine|healthy|correct|right|in order|working|broken)';
const check = [
  '(?:check|verify|validate|inspect|review|lint|diagnose|analy[sz]e|test|look at)(?: (?:my|our|the|all|existing))* JIT(?: settings| setup| set-up| configuration)?',
  trouble,
  `(?:(?:is|are)(?: (?:my|our|the|all))* JIT|${checkIf}(?: (?:my|our|the|all))* JIT (?:is|are)) ${healthy}`,
  `does JIT work|${checkIf} JIT works`,
  `(?:(?:so )?why )?(?:${isNot} JIT|(?:is )?JIT (?:${isNot}|not)) working`,
  `(?:(?:so )?why )?(?:${doesNot} JIT|(?:does )?JIT (?:${doesNot}|not)) work`,
  '(?:(?:show|list|give)(?: me)?(?: the| all| our| my)* )?JIT (?:check|health|health check|problems|issues|findings|conflicts|errors)',
  '(?:problems|issues|findings) (?:with|of|in) JIT',
];
/** whether somebody has it */
const has = [
  `${does} ${who}${adverbs} (?:${haveOrNot}|lack) JIT${state}`,
  `(?:has|have)(?:n't|nt)? ${who} JIT(?: already)?`,
  `(?:${is} JIT|${checkIf} JIT (?:is|${isNot})) ${isOn} (?:for|to|in|at|on) ${who}`,
  `(?:does JIT (?:work|reach|apply)|${checkIf} JIT (?:works|reaches|applies))(?: (?:for|to|on))? ${who}`,
  `${is} ${who}${adverbs} (?:${on}|${without}) JIT`,
  `${checkIf} ${who}${adverbs} ${hasOrNot} JIT${state}`,
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
  `(?:so )?why (?:is|are|am) ${who} ${on} JIT`,
  `(?:so )?why ${doesNot} JIT (?:work(?:ing)?|on|enabled|reach|apply|there)(?: (?:for|to|on|with))? ${who}`,
  `(?:so )?why is JIT (?:not (?:working|on|enabled|there|reaching)|missing|off|broken)(?: (?:for|on|with))? ${who}`,
  `JIT (?:${isNot} (?:working|on|enabled|there)|${doesNot} (?:work|reach|apply)) (?:for|to|on|with|in) ${who}`,
  `(?:so )?why (?:is there )?no JIT (?:for|on|with) ${who}`,
  `(?:so )?why (?:does|has|did) ${who} ${have} JIT`,
  `(?:explain )?why (?!${notAlone})${who} (?:has|is|${doesNot} (?:have|get|got)|${isNot} ${on}) ?(?:no |not |without )?(?:any )?JIT`,
  `(?:explain )?why (?!${notAlone})${noVerb}${who} (?:have|got) ?(?:no |not )?(?:any )?JIT`,
  `${noQuestion}${who} (?:has no|${doesNot} (?:have|get|got)|(?:is|are) ${without}|lacks|${isNot} ${on}) (?:any )?JIT(?:,? (?:and )?why)?`,
  `${noQuestion}${noVerb}${who} have no (?:any )?JIT(?:,? (?:and )?why)?`,
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

/** A word of that kind with a capital, before a small one, belongs to a name: "does Team Not have JIT". */
const inName = /(?<=\S )(Already|Really|Still|Yet|Not|Now)(?= [a-z])/g;
/** So do these with a capital, unless they begin a sentence: "does One Group have JIT", "Some People have no JIT". */
const numberInName = /(?<=\S )(One|ONE|Some|SOME)(?= )|^(One|Some)(?= [A-Z][a-z])/g;
const mark = '\uE000';

function parseShort(typed: string): Command | undefined {
  const marked = typed.replaceAll(mark, '').replace(inName, `$1${mark}`);
  const isShouted = typed === typed.toUpperCase();
  const said = (isShouted ? marked : marked.replace(numberInName, `$&${mark}`))
    .replace(/^who'?s (?=got )/i, 'who has ')
    .replace(/^who'?s (?=(?:still|not|on|using|covered|without|missing|lacking) )/i, 'who is ');
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

const verbBehind = / (?:(?:has|have|is|are|does|do)(?:n't|nt)?|got|no|not)$/;

/** The name as it was typed; `me` for the one who asks. What ends in a verb was taken apart in the wrong place. */
function whom(forms: RegExp[], said: string): string | undefined {
  for (const form of forms) {
    const name = form.exec(said)?.[1]?.replaceAll(mark, '').trim();
    if (name !== undefined && !/^(?:|for|to|on|with|in|at)$/i.test(name) && !verbBehind.test(name))
      return /^(?:i|me|myself)$/i.test(name) ? 'me' : name;
  }
  return undefined;
}
