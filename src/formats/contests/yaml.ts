/**
 * `contest.yaml` → rules, and back. What is in it is read by rules-file.ts; every finding names line and column. YAML 1.2; anchors are allowed, but at most 100 aliases, so that a file cannot grow in memory.
 */
import { LineCounter, parseDocument, isNode, isMap, stringify, type Document } from 'yaml'
import type { ContestRules } from '#contest/rules/rules.ts'
import { fileOfRules } from '#contest/rules/to-file.ts'
import type { Bilingual, Checked, Finding } from '#contest/values.ts'
import { readRulesFile, unescapePointer } from './rules-file.ts'

const MAX_CHARACTERS = 1_000_000

export function readContestYaml(text: string): Checked<ContestRules> {
  if (text.length > MAX_CHARACTERS) {
    return refused('line 1, column 1', 'file-too-large', {
      vi: 'Tệp thể lệ dài quá 1.000.000 ký tự.',
      en: 'The rules file is longer than 1,000,000 characters.',
    })
  }
  const lines = new LineCounter()
  const document = parseDocument(text.normalize('NFC'), { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const findings = document.errors.map((error): Finding => {
      const { line, col } = lines.linePos(error.pos[0])
      return finding(`line ${line}, column ${col}`, 'yaml-damaged', {
        vi: `Không đọc được YAML ở đây: ${error.message}`,
        en: `Not readable as YAML here: ${error.message}`,
      })
    })
    return { ok: false, findings }
  }
  const place = (pointer: string): string => placeOf(document, lines, pointer)
  const value = plainValue(document)
  const checked = readRulesFile(value)
  const findings = checked.findings.map((one) => ({ ...one, place: place(one.place) }))
  return checked.ok ? { ...checked, findings } : { ok: false, findings }
}

/** A file that says these rules, nothing left out. */
export const contestYaml = (rules: ContestRules): string => stringify(fileOfRules(rules), { lineWidth: 120 })

/** Too many aliases throw; then there is no value. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    return null
  }
}

/** `line 12, column 5` of the node a JSON pointer names; of the nearest parent when the node is not written. */
function placeOf(document: Document, lines: LineCounter, pointer: string): string {
  const path = pointer.split('/').slice(1).map(unescapePointer)
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== null) {
      const { line, col } = lines.linePos(offset)
      return `line ${line}, column ${col}`
    }
  }
  return 'line 1, column 1'
}

function offsetOf(document: Document, path: readonly string[]): number | null {
  const keys = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  const last = keys.at(-1)
  const parent: unknown = keys.length === 0 ? document.contents : document.getIn(keys.slice(0, -1), true)
  if (last !== undefined && isMap(parent)) {
    const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(last))
    return isNode(pair?.key) ? (pair.key.range?.[0] ?? null) : null
  }
  const node: unknown = keys.length === 0 ? parent : document.getIn(keys, true)
  return isNode(node) ? (node.range?.[0] ?? null) : null
}

const finding = (place: string, code: string, message: Bilingual): Finding => ({ severity: 'error', place, code, message })

const refused = (place: string, code: string, message: Bilingual): Checked<never> => ({
  ok: false,
  findings: [finding(place, code, message)],
})
