import { explainProblem, Problem } from '../../problems.ts';
import type { House } from './context.ts';

/** Any error as a sentence and the next step. What is no Problem is logged under a reference that the person can quote. */
export function explainError(error: unknown, house: House): string {
  const problem =
    error instanceof Problem
      ? error
      : new Problem('unexpected', { reference: house.newId().slice(0, 8) }, { cause: error });
  if (problem.code === 'unexpected')
    house.log.error({ err: problem.cause, reference: problem.facts['reference'] }, 'unexpected error');
  else house.log.warn({ code: problem.code }, 'problem shown');
  const { sentence, nextStep } = explainProblem(problem);
  return `${sentence} ${nextStep}`;
}
