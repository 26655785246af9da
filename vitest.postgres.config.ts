// The suites that need a real PostgreSQL server: TEST_DATABASE_URL must be set.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/store/postgres*.test.ts', 'test/life-of-a-lead.test.ts', 'test/pipeline/**/*.test.ts'],
    env: { WHOLE_ON: 'postgres' },
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file has a schema of its own. Much of the time goes into waiting for the server.
    maxWorkers: 2,
  },
})
