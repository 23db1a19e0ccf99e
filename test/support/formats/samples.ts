/** The real files of Phú Lộc 2024 as shipped, and what reading them must give. */
import { readFileSync } from 'node:fs'
import type { Sample } from './mutate.ts'

const contest = new URL('../../../contests/phu-loc-2024/', import.meta.url)
const expected = new URL('../../data/phu-loc-2024/', import.meta.url)

export const contestFile = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, contest)))

export const questionFiles = ['de-phong-vhtt.docx', 'de-van-phong.docx', 'de-trung-tam-vhtttt.xlsx'] as const
export const peopleFiles = ['roster.xlsx', 'boards.xlsx', 'units.csv'] as const

export const samplesOf = (names: readonly string[]): readonly Sample[] => names.map((name) => ({ name, bytes: contestFile(name) }))

export interface TrueQuestion {
  readonly id: string
  readonly stem: string
  readonly options: readonly string[]
  readonly answer: number
  readonly source: { readonly document: string; readonly detail: string }
}

export const trueQuestions = (): readonly TrueQuestion[] =>
  JSON.parse(readFileSync(new URL('questions.json', expected), 'utf8')) as readonly TrueQuestion[]

/** Rows of roster.truth.csv by column name; no field of it is quoted. */
export function trueRoster(): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(new URL('roster.truth.csv', expected), 'utf8')
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
  const names = head.split(',')
  return lines.map((line) => {
    const fields = line.split(',')
    if (fields.length !== names.length) throw new Error(`not ${names.length} fields: ${line}`)
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']))
  })
}
