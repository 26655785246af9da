// Letters of other scripts and with marks → the letters a to z, for keys. Its one rule: the same name typed with and without its marks, or in
// the German way with an e (Müller, Mueller, Muller), gives the same text.
// Source of the letters: ISO 9:1995 and ELOT 743, simplified to what people type.

const letters: Record<string, string> = {
  ...pairs('ß ss æ a œ o ø o ł l đ d ð d þ th ı i ŀ l ħ h ŋ n ĸ k'),
  ...pairs(
    'а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya',
  ),
  ...pairs('є e і i ї i ґ g ў u ј j љ lj њ nj ћ c ђ d џ dz ѓ g ќ k ѕ dz'),
  ...pairs('α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'),
}

function pairs(text: string): Record<string, string> {
  const parts = text.split(' ')
  const found: Record<string, string> = {}
  for (let at = 0; at < parts.length; at += 2)
    found[parts[at] as string] = parts[at + 1] === '-' ? '' : (parts[at + 1] as string)
  return found
}

const known = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')

const isPlain = /^[\x20-\x7e]*$/

/** Lower case. Scripts without an alphabet (Han, Hangul, kana) stay. */
export function transliterate(text: string): string {
  if (isPlain.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(known, (letter) => letters[letter] ?? letter)
}

/** `mueller` and `muller` are one: for keys only, where both sides go through it. */
export function withoutUmlautE(text: string): string {
  return text.replace(/([aou])e/g, '$1')
}
