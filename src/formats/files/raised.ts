/** Text above or below the line: as its own signs where Unicode has them, so that m² does not become m2 nor 10⁶ a hundred and six. */

export type Raised = 'superscript' | 'subscript'

const signs: Readonly<Record<Raised, ReadonlyMap<string, string>>> = {
  superscript: pairs('0123456789+-−=()niox', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵒˣ'),
  subscript: pairs('0123456789+-−=()aeoxhklmnpst', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ'),
}

function pairs(plain: string, raised: string): ReadonlyMap<string, string> {
  const to = [...raised]
  return new Map([...plain].map((letter, at) => [letter, to[at] ?? letter]))
}

/** Where Unicode lacks a sign the text is written like a formula: `x^(ab)`, `x_(ab)`; `isExact` is false then. */
export function raisedText(text: string, to: Raised): { readonly text: string; readonly isExact: boolean } {
  const letters = [...text]
  const mapped = letters.map((letter) => (/\s/.test(letter) ? letter : signs[to].get(letter)))
  if (mapped.every((letter) => letter !== undefined)) return { text: mapped.join(''), isExact: true }
  // Signs that stand high by themselves lose nothing.
  if (letters.every((letter) => /[\s°*’'′″²³ªº]/.test(letter))) return { text, isExact: true }
  return { text: `${to === 'superscript' ? '^' : '_'}(${text.trim()})`, isExact: false }
}
