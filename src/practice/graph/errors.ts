/** What a request is refused with. How it is worded depends on the area: Intune hides JSON in the message (graph.md 2.6). */
export class GraphRefusal extends Error {
  constructor(
    readonly area: 'intune' | 'directory' | 'gateway',
    readonly status: number,
    readonly code: string,
    readonly text: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(text);
    this.name = 'GraphRefusal';
  }
}

export const badRequest = (area: 'intune' | 'directory', text: string): GraphRefusal =>
  area === 'intune'
    ? new GraphRefusal('intune', 400, 'BadRequest', text)
    : new GraphRefusal('directory', 400, 'Request_BadRequest', text);

/** A body that the model does not accept. */
export const modelError = (text: string): GraphRefusal =>
  new GraphRefusal('intune', 400, 'ModelValidationFailure', text);

export const noSuchObject = (area: 'intune' | 'directory', id: string): GraphRefusal =>
  area === 'intune'
    ? new GraphRefusal('intune', 404, 'ResourceNotFound', `Resource not found for id ${id}.`)
    : new GraphRefusal(
        'directory',
        404,
        'Request_ResourceNotFound',
        `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      );

/** Missing Intune rights come as a 403 that says nothing (graph.md 2.6). */
export const noRight = (): GraphRefusal => new GraphRefusal('gateway', 403, 'Forbidden', '');

/** How the directory says that a scope is missing. */
export const noPrivilege = (): GraphRefusal =>
  new GraphRefusal(
    'directory',
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );

export const unauthorized = (text: string): GraphRefusal =>
  new GraphRefusal('gateway', 401, 'InvalidAuthenticationToken', text, {
    'www-authenticate': 'Bearer realm="", client_id="00000003-0000-0000-c000-000000000000"',
  });

export interface RequestIds {
  requestId: string;
  clientRequestId: string;
}

/** The JSON body of a refusal. */
export function errorBody(refusal: GraphRefusal, ids: RequestIds, now: Date): Record<string, unknown> {
  const message = refusal.area === 'intune' ? nested(refusal.text, ids) : refusal.text;
  return {
    error: {
      code: refusal.code,
      message,
      innerError: {
        date: now.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}

function nested(text: string, { clientRequestId }: RequestIds): string {
  const operation = '00000000-0000-0000-0000-000000000000';
  const url = 'https://fef.practice.manage.microsoft.com/PracticeService/Objects?api-version=5026-01-01';
  const inner = {
    _version: 3,
    Message: `${text} - Operation ID (for customer support): ${operation} - Activity ID: ${clientRequestId} - Url: ${url}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  };
  return JSON.stringify(inner, null, 2).replaceAll('\n', '\r\n');
}
