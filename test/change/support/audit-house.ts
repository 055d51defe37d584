import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { makeAudit, type AuditEvent, type AuditHead } from '../../../src/change/audit.ts';
import { approved, asked, ended, expired, written } from '../../../src/change/audit-events.ts';
import { keyOf } from '../../../src/change/audit-entry.ts';
import { openSqliteRecords } from '../../../src/records/open-sqlite-records.ts';

export const megan = {
  tenantId: '0f0c3f6e-0000-4000-8000-00000000000a',
  objectId: '0f0c3f6e-0000-4000-8000-00000000000b',
  name: 'Megan Bowen',
};
export const aChange = {
  id: '0f0c3f6e-0000-4000-8000-00000000000c',
  requester: megan,
  conversationId: '19:meeting_Y2hhdA@thread.v2',
  policyName: 'iOS - JIT registration - Sales',
  plan: {
    changeId: '0f0c3f6e-0000-4000-8000-00000000000c',
    steps: [],
    findings: [],
    digest: 'd'.repeat(64),
    request: {
      bundleIds: ['com.box.BoxNet'],
      targets: [{ kind: 'group' as const, groupId: '0f0c3f6e-0000-4000-8000-00000000000d' }],
      displayName: 'iOS - JIT registration - Sales',
      description: 'Just-in-time registration',
    },
  },
};

/** Events of every form, some without a person. */
export function someEvent(at: number): AuditEvent {
  const events = [
    asked(aChange),
    approved(aChange, megan),
    written(aChange, megan, {
      step: 'create-policy',
      outcome: 'done',
      requestId: 'b3c8e0a4-3f1c-4e0e-9d6b-0e0d0c0b0a09',
      clientRequestId: 'c3c8e0a4-3f1c-4e0e-9d6b-0e0d0c0b0a09',
    }),
    ended(aChange, megan, 'applied'),
    expired(aChange),
  ];
  return events[at % events.length]!;
}

/** Records in a file with a chain of so many entries, the heads as they were logged, and SQL behind its back. */
export async function openAuditHouse(entries = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const path = join(folder, 'records.db');
  const records = openSqliteRecords(path);
  const logged: AuditHead[] = [];
  const errors: string[] = [];
  const start = Date.parse('2026-03-02T09:00:00Z');
  const audit = makeAudit({
    records,
    now: () => new Date(start + logged.length * 1000),
    log: {
      info: (facts) => void logged.push(facts as AuditHead),
      error: (_, message) => void errors.push(message),
    },
  });
  for (let at = 0; at < entries; at += 1) await audit.append(someEvent(at));
  const database = new Database(path);
  const bytesOf = (kind: string, key: string): Buffer => {
    const row = database
      .prepare('SELECT CAST(value AS BLOB) AS value FROM record WHERE kind = ? AND key = ?')
      .get(kind, Buffer.from(key)) as { value: Buffer } | undefined;
    if (!row) throw new Error(`nothing stored as ${kind} ${key}`);
    return Buffer.from(row.value);
  };
  return {
    ...{ path, records, audit, logged, errors, bytesOf },
    setBytes: (kind: string, key: string, bytes: Buffer): void => {
      database
        .prepare('UPDATE record SET value = CAST(? AS TEXT) WHERE kind = ? AND key = ?')
        .run(bytes, kind, Buffer.from(key));
    },
    drop: (kind: string, from: number, to: number): void => {
      database
        .prepare('DELETE FROM record WHERE kind = ? AND key BETWEEN ? AND ?')
        .run(kind, Buffer.from(keyOf(from)), Buffer.from(keyOf(to)));
    },
    dropHead: (): void => void database.prepare("DELETE FROM record WHERE kind = 'audit-head'").run(),
    close: async (): Promise<void> => {
      database.close();
      await records.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type AuditHouse = Awaited<ReturnType<typeof openAuditHouse>>;
