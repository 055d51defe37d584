import { defineConfig } from 'vitest/config';

// Every run shuffles files and tests; TEST_SEED=n repeats a run. Vitest prints the seed.
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000);
const shared = {
  sequence: { shuffle: true, seed },
  pool: 'forks' as const,
  globalSetup: ['test/support/global-setup.ts'],
  // Warnings of a dependency (punycode, sqlite) say nothing about the product.
  execArgv: ['--no-deprecation'],
};

export default defineConfig({
  test: {
    sequence: { shuffle: true, seed },
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/conversations/**', 'test/browser/**', 'test/reliability/**'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'conversations',
          include: ['test/conversations/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'reliability',
          include: ['test/reliability/**/*.test.ts'],
          testTimeout: process.env['RELIABILITY'] === 'long' ? 7_200_000 : 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
