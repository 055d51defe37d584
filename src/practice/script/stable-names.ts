const guid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const digest = /\b[0-9a-f]{64}\b/gi;
const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/g;
const fileTime = /\b\d{4}-\d\d-\d\d-\d{6}\b/g;
const port = /\b(localhost|127\.0\.0\.1):\d+/g;
const stamp = /\[jit-bot ([^\]\s]+)\]/g;

/**
 * Replaces what differs from run to run by names that do not: the first id is <id-1> wherever it appears, digests are
 * <digest-1>, points in time <time>, ports <port>. `keep` names ids that are the same in every run. One namer per
 * transcript, lines in order.
 */
export function makeStableNames({ keep = [] }: { keep?: readonly string[] } = {}) {
  const names = new Map<string, string>();
  const kept = new Set(keep.map((id) => id.toLowerCase()));
  const counts = { id: 0, digest: 0 };
  const nameOf = (kind: keyof typeof counts, value: string): string => {
    const key = value.toLowerCase();
    if (kept.has(key)) return value;
    if (!names.has(key)) names.set(key, `<${kind}-${(counts[kind] += 1)}>`);
    return names.get(key) ?? value;
  };
  return (line: string): string => {
    const stamped = line.replace(stamp, (_, id: string) => `[jit-bot ${nameOf('id', id)}]`);
    const named = stamped
      .replace(digest, (value) => nameOf('digest', value))
      .replace(guid, (value) => nameOf('id', value))
      .replace(time, '<time>')
      .replace(fileTime, '<time>')
      .replace(port, '$1:<port>');
    // a stamp may hold an id that is no GUID and stands elsewhere too
    return [...names].reduce(
      (text, [value, name]) => (guid.test(value) ? text : text.replaceAll(value, name)),
      named,
    );
  };
}
export type StableNames = ReturnType<typeof makeStableNames>;
