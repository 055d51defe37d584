import type { GraphCall } from '../../../src/graph/chain.ts';
import { root } from './fake-graph.ts';

export const call = (changes: Partial<GraphCall> = {}): GraphCall => ({
  url: `${root}/v1.0/groups`,
  method: 'GET',
  headers: {},
  kind: 'read',
  template: '/v1.0/groups',
  handBack: [],
  ...changes,
});
