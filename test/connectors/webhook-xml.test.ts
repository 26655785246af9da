// XML bodies: texts stay texts, and nothing in them may grow, nest or reach for anything.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { parseXml } from '../../src/webhook-xml.ts'

function code(text: string): string {
  try {
    parseXml(text)
    return 'read'
  } catch (error) {
    if (error instanceof InputError) return error.code
    throw error
  }
}

describe('parseXml', () => {
  it('leaves texts as they are: no number, no truth, no lost zero or plus', () => {
    expect(parseXml('<a><zip>02134</zip><phone>+15551234567</phone><n>1e3</n><t>true</t></a>')).toEqual({
      a: { zip: '02134', phone: '+15551234567', n: '1e3', t: 'true' },
    })
  })

  it('decodes the entities of XML and of HTML', () => {
    expect(parseXml('<a><b>AT&amp;T</b><c>Caf&#233;</c></a>')).toEqual({ a: { b: 'AT&T', c: 'Café' } })
  })

  it('leaves prefixes away, keeps attributes, and has null for what is empty or nil', () => {
    const text = '<s:a xmlns:s="urn:x" xmlns:xsi="urn:i"><s:b xsi:nil="true"/><s:c/><s:d k="1">x</s:d></s:a>'
    expect(parseXml(text)).toEqual({
      a: { b: null, c: null, d: { '#text': 'x', '@k': '1' } },
    })
  })

  it('gives a list for what comes twice, and always where it is named so', () => {
    expect(parseXml('<a><b>1</b><b>2</b></a>')).toEqual({ a: { b: ['1', '2'] } })
    expect(parseXml('<a><b>1</b></a>', ['b'])).toEqual({ a: { b: ['1'] } })
  })

  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'body.doctype'],
    ['an entity of its own', '<!doctype a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'body.doctype'],
    ['an open tag', '<a><b></a>', 'body.not-xml'],
    ['plain text', 'hello', 'body.not-xml'],
    ['a key that changes objects', '<a><__proto__><x>1</x></__proto__></a>', 'body.not-xml'],
  ])('refuses %s', (_what, text, expected) => {
    expect(code(text)).toBe(expected)
  })

  it('refuses what is nested deeper than 64', () => {
    expect(code('<a>'.repeat(70) + '</a>'.repeat(70))).toBe('body.too-deep')
    expect(code('<a>'.repeat(50_000))).not.toBe('read')
  })

  it('meets any text with nothing but an InputError', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '&amp;',
      '&#x110000;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '<?x',
      '"',
      '=',
      'é',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expect(code(pieces.join(''))).toMatch(/^(read|body\.)/)
      }),
    )
  })
})
