import { randomUUID } from 'node:crypto';

/**
 * Errors of the token endpoint as Entra words them: OAuth error, AADSTS number, sentence. The numbers and the HTTP
 * status follow Microsoft's error code reference; the sentences are shortened.
 */
const known = {
  'no-tenant': [
    400,
    'invalid_request',
    90002,
    "Tenant '{0}' not found. Check to make sure you have the correct tenant ID.",
  ],
  'missing-parameter': [
    400,
    'invalid_request',
    900144,
    "The request body must contain the following parameter: '{0}'.",
  ],
  'unknown-app': [
    400,
    'unauthorized_client',
    700016,
    "Application with identifier '{0}' was not found in the directory.",
  ],
  'no-credential': [
    401,
    'invalid_client',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  'bad-secret': [
    401,
    'invalid_client',
    7000215,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  ],
  'bad-client-assertion': [
    401,
    'invalid_client',
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {0}]',
  ],
  'unknown-grant': [
    400,
    'unsupported_grant_type',
    70003,
    "The app requested an unsupported grant type '{0}'.",
  ],
  'unknown-scope': [
    400,
    'invalid_scope',
    70011,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  ],
  'bad-signature': [400, 'invalid_grant', 50013, 'Assertion failed signature validation. [Reason - {0}]'],
  'bad-audience': [
    400,
    'invalid_grant',
    500131,
    'Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was {0}.',
  ],
  'expired-assertion': [
    400,
    'invalid_grant',
    500133,
    'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion.',
  ],
  'no-user': [400, 'invalid_grant', 50034, 'The user account does not exist in the directory.'],
  'no-user-scope': [
    400,
    'invalid_grant',
    7000114,
    'Application is not allowed to make application on-behalf-of calls with an assertion that lacks the scope access_as_user.',
  ],
  consent: [
    400,
    'invalid_grant',
    65001,
    "The user or administrator has not consented to use the application with ID '{0}' named 'JIT bot'. Send an interactive authorization request for this user and resource.",
  ],
  mfa: [
    400,
    'interaction_required',
    50076,
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'.",
  ],
  throttled: [
    429,
    'temporarily_unavailable',
    90055,
    'The server terminated an operation because it encountered a client request rate that is too high.',
  ],
  unavailable: [503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'],
} as const;

export type EntraErrorName = keyof typeof known;

/** What a request to the token endpoint is refused with. */
export class EntraRefusal extends Error {
  constructor(
    readonly error: EntraErrorName,
    readonly detail = '',
    /** suberror, claims */
    readonly extra: Record<string, string> = {},
  ) {
    super(error);
    this.name = 'EntraRefusal';
  }
}

/** Status and JSON body of a refusal. */
export function entraErrorBody(
  refusal: EntraRefusal,
  now: Date,
): { status: number; body: Record<string, unknown> } {
  const [status, error, code, sentence] = known[refusal.error];
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const description = `AADSTS${code}: ${sentence.replace('{0}', refusal.detail)} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`;
  return {
    status,
    body: {
      error,
      error_description: description,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      ...refusal.extra,
    },
  };
}
