// Holds requests against HubSpot's own OpenAPI files (HubSpot-public-api-spec-collection).
// Its one rule: the files stay as published; what keeps them from loading is mended in memory only.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { OpenAPIBackend, type Document, type Request } from 'openapi-backend'

/** Folder with the files, or with the folders `v3` and `2026-09` of them; undefined when HUBSPOT_OPENAPI_DIR is not set. */
export const openApiFolder = process.env['HUBSPOT_OPENAPI_DIR'] || undefined
/** For the name of a suite that is skipped without the files. */
export const whySkipped = openApiFolder ? '' : ' (skipped: HUBSPOT_OPENAPI_DIR is not set)'

export interface SentRequest {
  method: string
  /** Path with query. */
  path: string
  /** Parsed; undefined or null for none. */
  body?: unknown
}

export interface HubSpotApis {
  /** What HubSpot's files say against the request, each a sentence; empty when it fits. */
  faultsOf(request: SentRequest): string[]
}

/** @throws Error when the folder holds no OpenAPI file */
export async function loadHubSpotApis(folder: string): Promise<HubSpotApis> {
  const folders = [folder, join(folder, 'v3'), join(folder, '2026-09'), ...beside(folder)].filter((one) =>
    existsSync(one),
  )
  const files = folders.flatMap((one) =>
    readdirSync(one).flatMap((file) => (file.endsWith('.json') ? join(one, file) : [])),
  )
  if (files.length === 0)
    throw new Error(`No OpenAPI file in ${folder}: set HUBSPOT_OPENAPI_DIR to the folder that holds them.`)
  // The general objects file knows every kind of object: it comes last, so that the file of a kind is asked first.
  const ordered = files.toSorted((a, b) => Number(a.endsWith('objects.json')) - Number(b.endsWith('objects.json')))
  const apis = await Promise.all(ordered.map(loadApi))
  return {
    faultsOf(request) {
      const [path = '', query] = request.path.split('?')
      const headers: Request['headers'] = request.body ? { 'content-type': 'application/json' } : {}
      const sent: Request = {
        method: request.method,
        path: path.length > 1 ? path.replace(/\/$/, '') : path,
        ...(query === undefined ? {} : { query }),
        headers,
        ...(request.body ? { body: request.body } : {}),
      }
      for (const api of apis) {
        const operation = api.matchOperation(sent)
        if (!operation) continue
        const { valid, errors } = api.validateRequest(sent, operation)
        return valid
          ? []
          : (errors ?? []).map((error) => `${request.method} ${path}: ${error.instancePath} ${error.message}.`)
      }
      return [`${request.method} ${path} is in none of HubSpot's OpenAPI files.`]
    },
  }
}

/** Beside `v3` stands the folder of the dated version. */
function beside(folder: string): string[] {
  return basename(folder) === 'v3' ? [join(folder, '..', '2026-09')] : []
}

async function loadApi(file: string): Promise<OpenAPIBackend> {
  const definition = mended(JSON.parse(readFileSync(file, 'utf8'))) as Document
  const api = new OpenAPIBackend({ definition, quick: true, ajvOpts: { strict: false, validateFormats: false } })
  return api.init()
}

/** Empty examples go, a reference stands alone, and the media type of errors gets its name. */
function mended(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(mended)
  if (typeof node !== 'object' || node === null) return node
  if ('$ref' in node && typeof node.$ref === 'string') return { $ref: node.$ref }
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key === 'example' && value === null))
      .map(([key, value]) => [key === '*/*' ? 'application/json' : key, mended(value)]),
  )
}
