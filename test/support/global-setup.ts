import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Certificates, makeCertificates, writeCaFile } from '../../src/practice/certificates.ts';

declare module 'vitest' {
  interface ProvidedContext {
    certificates: Certificates;
  }
}

/**
 * Once per project, before its processes start: one authority for the run, on their environment (Node reads
 * NODE_EXTRA_CA_CERTS at its start only), the server's certificate and key in memory, and the seed in print.
 */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'jit-tests-'));
  const before = process.env['NODE_EXTRA_CA_CERTS'];
  const certificates = makeCertificates();
  process.env['NODE_EXTRA_CA_CERTS'] = writeCaFile(folder, certificates.caPem);
  project.provide('certificates', certificates);
  const { seed } = project.config.sequence;
  console.log(`Test seed ${seed}; TEST_SEED=${seed} repeats the order.`);
  return () => {
    if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
    else process.env['NODE_EXTRA_CA_CERTS'] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
