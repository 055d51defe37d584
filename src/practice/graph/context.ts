import type { GraphCaller } from '../entra/start-entra.ts';
import type { PracticeTenant } from '../tenant/state.ts';
import type { Approvals } from './approval-request.ts';
import type { GraphRefusal } from './errors.ts';
import type { Query } from './odata/query.ts';
import type { Version } from './types/model.ts';

/** What the handlers of the practice Graph share. */
export interface GraphContext {
  tenant: PracticeTenant;
  now: () => Date;
  /** `https://localhost:PORT` */
  origin: () => string;
  /** most items of one page; undefined: the service's own defaults */
  pageSize: number | undefined;
  /** how long a new app is `processing` */
  publishAfterMs: number;
  /** app id → epoch milliseconds from when it is `published` */
  publishing: Map<string, number>;
  approvals: Approvals;
}

/** One call, authenticated and matched to a route. */
export interface Call {
  method: string;
  version: Version;
  /** as it came, without version and query, with a slash in front */
  path: string;
  params: Record<string, string>;
  query: Query;
  header: (name: string) => string | undefined;
  body: unknown;
  caller: GraphCaller;
}

export interface Answer {
  status: number;
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** The rights that Intune roles give (graph.md 6.2); `managed-apps` is what guards VPP tokens. */
export type Right =
  | 'configuration.read'
  | 'configuration.write'
  | 'apps.read'
  | 'apps.write'
  | 'apps.assign'
  | 'compliance.read'
  | 'enrolment.read'
  | 'managed-apps.read'
  | 'conditional-access.read';

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `deviceManagement/deviceConfigurations/:id` */
  path: string;
  versions: Version[];
  /** Intune and the directory word their errors differently */
  area: 'intune' | 'directory';
  /** delegated scopes of which one is needed (graph.md 6.1) */
  scopes: string[];
  /** what is answered without one of them; the area's own words where absent */
  missingScope?: () => GraphRefusal;
  right?: Right;
  /** changes the tenant; the kind is what Multi Admin Approval may protect */
  write?: 'apps' | 'deviceConfigurations';
  /** query options it knows */
  query: string[];
  answer: (call: Call, graph: GraphContext) => Answer;
}

export const both: Version[] = ['v1.0', 'beta'];
export const betaOnly: Version[] = ['beta'];
