// The OpenAPI document as the tests walk through it.
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Role } from '../../src/pipeline/pipeline.ts'

export interface Operation {
  method: NonNullable<InjectOptions['method']>
  /** `/api/leads/{id}` */
  path: string
  role: Role | undefined
  operationId: string
}

export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, { operationId: string; 'x-role'?: Role; security?: unknown }>>
}

export async function documentOf(app: FastifyInstance): Promise<OpenApiDocument> {
  const answer = await app.inject({ url: '/docs/json' })
  return answer.json()
}

export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      role: operation['x-role'],
      operationId: operation.operationId,
    })),
  )
}
