/** The ways of asking whether the tenant is ready, as the source of a regular expression; `jit` is how JIT is said. */
export function readinessWords(jit: string): string {
  const ours = '(?:(?:my|the|our|this|all(?: the)?) )?';
  const forJit = `(?: (?:for|to use|to set up|with|of) ${jit})?`;
  const us = `(?:${ours}(?:tenant|intune|organi[sz]ation|company|environment|everything)|we|i)`;
  const ready = '(?:all )?(?:ready|prepared|set)';
  const check =
    '(?:check|show|run|test|verify|review|assess|list|tell|give)(?: me| us)?(?: on| if| whether)?(?: that)?';
  const tail = '(?: yet| or not| right now)?';
  const prerequisites = '(?:prerequisites?|pre-requisites?|prereqs?|requirements)';
  const noun = `(?:${jit} )?(?:readiness(?: check| report| status)?|${prerequisites}|pre-?flight(?: checks?)?)`;
  return [
    `(?:(?:is|are|am)(?:n't)? ${us}|(?:if|whether) ${us} (?:is|are|am))(?: not)? ${ready}(?: yet)?${forJit}${tail}`,
    `why (?:(?:is|are|am) ${us} not|(?:is|are)n't ${us}) ${ready}${forJit}`,
    `${check} ${us}(?: (?:is|are|am))? ${ready}${forJit}`,
    `(?:${check} |what(?: are|'?s| is) )?${ours}${noun}(?: of ${ours}tenant)?${forJit}`,
    `${check} ${ours}tenant${forJit}`,
    `(?:are|do we (?:meet|have|fulfil)) ${ours}${prerequisites}(?: (?:met|there|in place|ok(?:ay)?))?${forJit}`,
    `what (?:is missing|(?:do|would) (?:i|we) need)(?: first)? (?:for|to use|to set up|before) ${jit}`,
    `can (?:i|we) use ${jit}`,
    `(?:how )?ready(?: are we)?${forJit}`,
  ].join('|');
}
