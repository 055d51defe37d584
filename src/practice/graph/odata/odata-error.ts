/** A query that OData refuses; the message is what the answer's 400 says. */
export class ODataError extends Error {
  override name = 'ODataError';
}
