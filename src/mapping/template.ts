// Text with paths in braces: `{contact.first} {contact.last}`. Its one rule: a brace that is meant as such is written twice.
import { parsePath } from './path.ts'
import type { Source } from './types.ts'

export type TemplateResult = { parts: (string | Source)[] } | { wrong: string }

/** `wrong` is a sentence for the person who wrote it. */
export function parseTemplate(text: string): TemplateResult {
  const parts: (string | Source)[] = []
  for (const [piece] of text.matchAll(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/gu)) {
    if (piece === '{' || piece === '}') {
      return { wrong: `A brace of "${text}" has no partner: write {path}, and {{ or }} for a brace itself.` }
    }
    if (piece === '{{' || piece === '}}') parts.push(piece[0] ?? '')
    else if (piece.startsWith('{')) {
      const inside = piece.slice(1, -1).trim()
      const read = parsePath(inside)
      if ('wrong' in read) return read
      parts.push({ text: inside, path: read.path })
    } else parts.push(piece)
  }
  return parts.some((part) => typeof part !== 'string')
    ? { parts }
    : { wrong: `"${text}" names no path: put paths in braces, or write it as "value".` }
}
