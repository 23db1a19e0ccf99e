/** Telling an Aiken file by its lines: whoever opens a text must know it before a table is looked for in it. */
const answerLine = /^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z]/im

/** An answer on a line of its own and options on theirs. */
export const looksLikeAiken = (text: string): boolean =>
  answerLine.test(text) && (lettered('A', 'B').every((line) => line.test(text)) || lettered('a', 'b').every((line) => line.test(text)))

const lettered = (...letters: readonly string[]): readonly RegExp[] =>
  letters.map((letter) => new RegExp(`^[ \\t]*${letter}[ \\t]*[.)]`, 'm'))
