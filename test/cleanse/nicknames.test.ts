// Which given names one person may go by, in the languages our leads write.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameWords } from '../../src/cleanse/name-fold.ts'
import { nicknameTable } from '../../src/cleanse/nickname-table.ts'
import { givenForms, isGivenName, sameGiven } from '../../src/cleanse/nicknames.ts'

describe('a nickname', () => {
  it.each([
    ['English', 'Bob Robert, Rob Robert, Bobby Robert, Bob Rob, Bill William, Dick Richard, Peggy Margaret, Jack John'],
    ['English', 'Liz Elizabeth, Kate Katherine, Jim James, Ted Edward, Ted Theodore, Mike Michael, Nate Nathaniel'],
    ['German', 'Sepp Josef, Uli Ulrich, Uli Ulrike, Hannes Johannes, Fritz Friedrich, Gabi Gabriele, Jochen Joachim'],
    ['French', 'Manu Emmanuel, Fred Frédéric, Nico Nicolas, Seb Sébastien, JP Jean-Pierre, Margot Marguerite'],
    ['Spanish', 'Pepe José, Paco Francisco, Nacho Ignacio, Kike Enrique, Lola Dolores, Juanma Juan-Manuel'],
    ['Italian', 'Beppe Giuseppe, Gigi Luigi, Ciccio Francesco, Enzo Vincenzo, Sandro Alessandro'],
    ['Dutch', 'Kees Cornelis, Jaap Jacob, Wim Willem, Riet Maria, Sjaak Jacobus, Joop Johannes'],
    ['Portuguese', 'Zé José, Chico Francisco, Tiago Santiago, Quim Joaquim, Beto Roberto, Bia Beatriz'],
    ['Russian', 'Sasha Alexander, Sasha Alexandra, Misha Mikhail, Vova Vladimir, Katya Ekaterina, Саша Александр'],
    ['Polish', 'Gosia Małgorzata, Kuba Jakub, Wojtek Wojciech, Kasia Katarzyna, Staszek Stanisław, Ola Aleksandra'],
    ['Nordic', 'Lasse Lars, Kalle Karl, Micke Mikael, Kicki Kristina'],
    ['Czech and Hungarian', 'Honza Jan, Pepa Josef, Laci László, Pista István'],
    ['Greek', 'Giannis Ioannis, Kostas Konstantinos, Νίκος Νικόλαος'],
  ])('in %s: %s', (_, pairs) => {
    for (const pair of pairs.split(', ')) {
      const [a = '', b = ''] = pair.split(' ')
      expect(`${pair}: ${sameGiven(a, b)} ${sameGiven(b, a)}`).toBe(`${pair}: nickname nickname`)
    }
  })

  it.each([
    ['Alex', ['alexander', 'alexandra', 'alexandre', 'alejandro']],
    ['Sam', ['samuel', 'samantha']],
    ['Chris', ['christopher', 'christina', 'christian', 'christine']],
    ['Pat', ['patricia', 'patrick']],
    ['Nick', ['nicholas', 'dominic']],
  ])('may stand for several names: %s', (name, formal) => {
    expect(givenForms(name)).toEqual(expect.arrayContaining(formal))
  })
})

it.each([
  ['José', 'Jose'],
  ['Jürgen', 'Juergen'],
  ['Søren', 'Soeren'],
  ['Jean-Luc', 'Jean Luc'],
  ['Jean-Luc', 'Jeanluc'],
  ['Ольга', 'Olga'],
  ['Åge', 'Aage'],
  ['Dmitry', 'Дмитрий'],
  ['Βασίλης', 'Vasilis'],
  ['Zoë', 'Zoe'],
  ['明', '明'],
  ['Ada', 'ADA'],
  ['Jean', 'Jean-Luc'],
  ['Mary Ann', 'Mary'],
])('%s and %s are the same', (a, b) => {
  expect(sameGiven(a, b)).toBe('same')
})

it.each([
  ['Catherine', 'Kathryn'],
  ['Stephen', 'Steven'],
  ['Geoffrey', 'Jeffrey'],
  ['Mohammed', 'Muhammad'],
  ['Dmitri', 'Дмитрий'],
  ['Yevgeny', 'Evgeny'],
  ['Yousef', 'Yusuf'],
])('spellings of one name count as nicknames: %s, %s', (a, b) => {
  expect(sameGiven(a, b)).toBe('nickname')
})

it.each([
  ['J.', 'John'],
  ['J', 'j.'],
  ['Ada M.', 'Ada Maria'],
  ['J. P.', 'Jean-Pierre'],
])('%s is an initial of %s', (a, b) => {
  expect(sameGiven(a, b)).toBe('initial')
})

it.each([
  ['Robert', 'Richard'],
  ['John', 'Joan'],
  ['Jean-Luc', 'Jean-Pierre'],
  ['Alexander', 'Alexandra'],
  ['Martin', 'Martina'],
  ['William', 'Wilhelm'],
  ['Christian', 'Christopher'],
  ['Joe', 'Joanna'],
  ['Michael', 'Michaela'],
  ['J.', 'Robert'],
  ['明', '明子'],
  ['', 'Ada'],
  ['', ''],
])('%s is not %s', (a, b) => {
  expect(sameGiven(a, b)).toBe('no')
})

it('never takes a full name for one that only shares a nickname with it', () => {
  for (const nickname of ['Alex', 'Chris', 'Sam', 'Uli', 'Sasha', 'Andy', 'Nick', 'Manu', 'Pat']) {
    const formal = givenForms(nickname).slice(1)
    expect(formal.length).toBeGreaterThan(1)
    for (const form of formal) expect(givenForms(form)).not.toContain(nickname.toLowerCase())
  }
})

describe('the table', () => {
  it('has only entries that can be looked up, and no nickname of one letter', () => {
    const faults = nicknameTable.filter((entry) => {
      const [formal = '', ...others] = entry.trim().split(/[/:]? +|\//)
      const form = nameWords(formal).join('')
      return others.length === 0 || others.some((other) => other.length < 2 || !givenForms(other).includes(form))
    })
    expect(faults).toEqual([])
    expect(nicknameTable.length).toBeGreaterThan(1500)
  })

  it('knows given names, and calls no family name one', () => {
    for (const name of ['Ada', 'Bob', 'José', 'Jean-Luc', 'Katarzyna', 'Мария']) expect(isGivenName(name)).toBe(true)
    for (const name of ['Lovelace', 'Smith', 'García', 'Müller', 'Kowalski']) expect(isGivenName(name)).toBe(false)
  })
})

const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('Bob', 'Robert', 'J.', 'Jean-Luc', 'Jean', 'José', 'Саша', '明', "O'Neil", 'Müller', 'Mary Ann'),
)

it('says the same whichever of two comes first, and never throws', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      expect(sameGiven(a, b)).toBe(sameGiven(b, a))
    }),
  )
})

it('gives every name its own folded form first', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const own = nameWords(name).join('')
      expect(givenForms(name)[0]).toBe(own === '' ? undefined : own)
    }),
  )
})

it('folds what is folded into itself', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const words = nameWords(name)
      expect(nameWords(words.join(' '))).toEqual(words)
    }),
    { numRuns: 2000 },
  )
})
