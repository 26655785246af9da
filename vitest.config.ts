import { defineConfig } from 'vitest/config'

/** These put something in the place of a module, so each needs modules of its own. */
const alone = ['test/pipeline/fold.test.ts', 'test/connectors/constant-time.test.ts']

const shared = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // Much of the time goes into waiting for other processes.
  maxWorkers: '100%',
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'facts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/crash/**', 'test/image/**', 'test/process/**', ...alone],
          // Loading the product anew for each of 80 files takes half of the time.
          isolate: false,
        },
      },
      { test: { ...shared, name: 'alone', include: alone } },
    ],
  },
})
