/** A paper as the opening of an entry has it (docs/formats/ledger.md): `[question, option, option, …]` for each question. */
import type { Paper } from './answers.ts'

export const paperIn = ({ paper }: { readonly paper: readonly (readonly number[])[] }): Paper =>
  paper.map((item) => ({ question: item[0] ?? -1, optionOrder: item.slice(1) }))

export const paperText = (paper: Paper): string => JSON.stringify(paper.map(({ question, optionOrder }) => [question, ...optionOrder]))

export const parsePaperText = (text: string): Paper => paperIn({ paper: JSON.parse(text) as number[][] })
