// The suites that need a real PostgreSQL server: TEST_DATABASE_URL must be set.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/store/postgres*.test.ts', 'test/life-of-a-lead.test.ts', 'test/pipeline/**/*.test.ts'],
    env: { WHOLE_ON: 'postgres' },
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
