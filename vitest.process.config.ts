// Whole processes started, stopped and spoken to, and the guides for people who run them: minutes of waiting, so CI only.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/process/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    maxWorkers: '100%',
  },
})
