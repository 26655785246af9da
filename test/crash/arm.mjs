// Loaded before the program (node --import): kills it at the named place. FAILPOINT=<name>:<nth pass>
import { armFailpoint } from '../../src/failpoint.ts'

const [name, nth] = (process.env.FAILPOINT ?? '').split(':')
if (name) armFailpoint(name, Number(nth ?? 1))
