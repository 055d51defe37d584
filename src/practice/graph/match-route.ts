import { approvalRoutes } from './approvals.ts';
import { assignmentFilterRoutes } from './assignment-filters.ts';
import { compliancePolicyRoutes } from './compliance-policies.ts';
import { conditionalAccessRoutes } from './conditional-access.ts';
import { configurationPolicyRoutes } from './configuration-policies.ts';
import type { Route } from './context.ts';
import { deviceConfigurationRoutes } from './device-configurations.ts';
import { enrolmentRoutes } from './enrolment.ts';
import { GraphRefusal } from './errors.ts';
import { groupRoutes } from './groups.ts';
import { meRoutes } from './me.ts';
import { mobileAppRoutes } from './mobile-apps.ts';
import type { Version } from './types/model.ts';
import { userRoutes } from './users.ts';

const routes: Route[] = [
  ...deviceConfigurationRoutes,
  ...configurationPolicyRoutes,
  ...mobileAppRoutes,
  ...assignmentFilterRoutes,
  ...approvalRoutes,
  ...enrolmentRoutes,
  ...compliancePolicyRoutes,
  ...conditionalAccessRoutes,
  ...groupRoutes,
  ...userRoutes,
  ...meRoutes,
];

/**
 * The route of a path (without version; `/x/ID` and `/x('ID')` are the same) and what `:id` stands for. Throws the
 * gateway's 400 for an unknown segment and 405 for a method that the resource does not know.
 */
export function matchRoute(
  method: string,
  version: Version,
  path: string,
): { route: Route; params: Record<string, string> } {
  const segments = path
    .replace(/\('([^']*)'\)/g, '/$1')
    .split('/')
    .filter(Boolean)
    .map(decode);
  const fitting = routes.flatMap((route) => {
    const params = route.versions.includes(version) ? fit(route.path.split('/'), segments) : undefined;
    return params ? [{ route, params }] : [];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found) return found;
  if (fitting.length > 0)
    throw new GraphRefusal(
      'gateway',
      405,
      'MethodNotAllowed',
      `${method} is not supported on this resource.`,
    );
  throw new GraphRefusal(
    'gateway',
    400,
    'BadRequest',
    `Resource not found for the segment '${strange(segments)}'.`,
  );
}

function fit(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return params;
}

/** The first segment that no route has in its place. */
function strange(segments: string[]): string {
  const known = (i: number): boolean =>
    routes.some(({ path }) => fit(path.split('/').slice(0, i + 1), segments.slice(0, i + 1)) !== undefined);
  return segments.find((_, i) => !known(i)) ?? segments.at(-1) ?? '';
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
