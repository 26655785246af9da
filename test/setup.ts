// The net is closed in every test: only this machine answers.
import * as fc from 'fast-check'
import nock from 'nock'

nock.disableNetConnect()
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)

// FUZZ_RUNS=5000 npm test looks fifty times as long for what breaks a parser.
fc.configureGlobal({ numRuns: Number(process.env['FUZZ_RUNS'] ?? 100) })
