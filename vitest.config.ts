import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/crash/**', 'test/browser/**', 'test/image/**', 'test/process/**', 'node_modules/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // Much of the time goes into waiting for other processes.
    maxWorkers: '100%',
  },
})
