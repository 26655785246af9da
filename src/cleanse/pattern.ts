// Patterns that people write into files. Its one rule: the time to match grows with the text and never explodes, whatever the pattern.
import { RE2JS, RE2JSException } from 're2js'
import { InputError } from '../errors.ts'

export interface Pattern {
  test(text: string): boolean
  /** What the first group caught, or the whole match where there is no group. undefined: no match, or a group that took no part. */
  extract(text: string): string | undefined
}

/** Longer than any field. Of a longer text the beginning is looked at, as if it ended there. */
const MAX_TEXT = 32_000
const MAX_PATTERN = 1_000
/** Steps of the compiled pattern: each letter of a text costs as much at worst. A pattern of words has below a hundred. */
const MAX_STEPS = 1_000

/**
 * RE2's syntax: https://github.com/google/re2/wiki/Syntax (2026-11). `(?i)` at its beginning: letters of both cases.
 * @throws InputError when it is none, or one that could take for ever
 */
export function compilePattern(source: string, { ignoreCase = false } = {}): Pattern {
  if (source.length > MAX_PATTERN) throw unusable('is longer than 1,000 characters: say it in several')
  const compiled = compile(source, ignoreCase)
  if (compiled.programSize() > MAX_STEPS) throw unusable('repeats too much: make the counts in { } smaller')
  return {
    test: (text) => compiled.test(text.slice(0, MAX_TEXT)),
    extract(text) {
      const matcher = compiled.matcher(text.slice(0, MAX_TEXT))
      if (!matcher.find()) return undefined
      return matcher.group(compiled.groupCount() > 0 ? 1 : 0) ?? undefined
    },
  }
}

function compile(source: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    if (/\(\?(?:[=!]|<[=!])|\\\d/.test(source)) {
      throw unusable('looks ahead, looks back or repeats a group by its number: such patterns can take for ever')
    }
    const said = error.message.replace(/^error parsing regexp: /, '')
    throw unusable(
      `cannot be read: ${said}. Put a backslash before . ( ) [ ] { } + * ? ^ $ | where the sign itself is meant`,
    )
  }
}

function unusable(why: string): InputError {
  return new InputError(`This pattern ${why}.`, { code: 'pattern.unusable' })
}
