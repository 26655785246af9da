// Replays the Dockerfile's COPY and RUN steps in empty folders: slow, so it runs in CI only.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/image/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
})
