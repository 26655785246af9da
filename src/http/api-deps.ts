// What every file of admin routes works with.
import type { FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Reading, Store } from '../store/store.ts'
import type { Clock } from '../time.ts'

export interface ApiDeps {
  pipeline: Pipeline
  /** Beside the pipeline: what people ask keeps no sender waiting. */
  store: Reading & Pick<Store, 'commit'>
  clock: Clock
}

export type Api = ReturnType<typeof typed>

/** Only here, not on the whole server: plugins with plain JSON schemas would break under zod's compilers. */
export function typed(app: FastifyInstance) {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  return app.withTypeProvider<ZodTypeProvider>()
}
