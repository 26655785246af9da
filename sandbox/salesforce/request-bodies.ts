// How request bodies are read: JSON leniently about emptiness, strictly about form; forms for the token endpoint.
import type { FastifyInstance } from 'fastify'
import { SalesforceError } from './salesforce-error.ts'

export async function addParsers(app: FastifyInstance): Promise<void> {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, undefined)
    try {
      return done(null, JSON.parse(String(text)))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return done(new SalesforceError('JSON_PARSER_ERROR', `${reason} at [line:1, column:1]`))
    }
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(text))))
  })
}
