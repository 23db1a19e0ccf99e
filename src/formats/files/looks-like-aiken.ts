/** Telling an Aiken file by its lines: whoever opens a text must know it before a table is looked for in it. */
const answerLine = /^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z]/im

/** An answer on a line of its own and options on theirs. */
export const looksLikeAiken = (text: string): boolean =>
  answerLine.test(text) && /^[ \t]*A[ \t]*[.)]/m.test(text) && /^[ \t]*B[ \t]*[.)]/m.test(text)
