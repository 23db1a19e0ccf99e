/**
 * `resprocessing` of QTI 1.2 (IMS ASI binding 1.2, section 3.2): conditions one after another that set or add to a score. They are
 * tried with every answer there is, because exporters state the same key in many ways.
 */
import type { XmlElement } from '../../files/xml.ts'
import { child, childrenOf } from '../../files/xml.ts'

export interface ScoreRules {
  /** `goesOn`: as if every condition said `continue="Yes"`, which many exporters forget. */
  readonly score: (chosen: number, goesOn: boolean) => number
  readonly feedback: readonly ShownFeedback[]
  /** False when a condition is none of those understood: then the scores say nothing. */
  readonly understood: boolean
  /** Every condition says `continue="Yes"`: then `goesOn` changes nothing. */
  readonly alwaysGoesOn: boolean
  /** The most there is to earn; 0 where the file does not say. */
  readonly most: number
}

export interface ShownFeedback {
  readonly ident: string
  /** Position of the option whose choice alone shows it; null when it depends on more. */
  readonly option: number | null
  /** Shown whatever was chosen. */
  readonly always: boolean
}

/** Bit `n` of `chosen`: option `n`; `matched`: whether a condition before this one held. */
type Test = (chosen: number, matched: boolean) => boolean

interface Rule {
  readonly test: Test
  readonly changes: readonly { readonly variable: string; readonly action: string; readonly value: number }[]
  readonly goesOn: boolean
  /** Whether a later `other` no longer holds. */
  readonly decides: boolean
}

/** Far more than a choice of eight needs; each is tried with every answer. */
const MAX_TESTS = 48

/** @param idents of the options, in order */
export function readScoreRules(item: XmlElement, response: string, idents: readonly string[]): ScoreRules {
  const compiler = new Compiler(response, idents)
  const rules: Rule[] = []
  const feedback: ShownFeedback[] = []
  const declared = childrenOf(item, 'resprocessing').flatMap((one) => childrenOf(child(one, 'outcomes'), 'decvar'))
  for (const condition of childrenOf(item, 'resprocessing').flatMap((one) => childrenOf(one, 'respcondition'))) {
    const tests = child(condition, 'conditionvar')?.children ?? []
    const test = compiler.all(tests)
    rules.push({
      test,
      changes: childrenOf(condition, 'setvar').map(({ attributes, text }) => ({
        variable: attributes['varname'] ?? attributes['variablename'] ?? 'SCORE',
        action: (attributes['action'] ?? 'Set').toLowerCase(),
        value: /\.max/i.test(text) ? 100 : Number(text.trim().replace(',', '.')),
      })),
      goesOn: /^yes$/i.test(condition.attributes['continue'] ?? ''),
      decides: child(condition, 'setvar') !== undefined,
    })
    const [only, more] = tests
    const option = only?.name === 'varequal' && more === undefined ? compiler.option(only) : -1
    for (const shown of childrenOf(condition, 'displayfeedback')) {
      const ident = shown.attributes['linkrefid']
      if (ident !== undefined) feedback.push({ ident, option: option < 0 ? null : option, always: only?.name === 'other' })
    }
  }
  const names = rules.flatMap(({ changes }) => changes.map(({ variable }) => variable))
  const variable = names.find((name) => /score/i.test(name)) ?? names[0]
  const counting = rules.map((rule) => ({ ...rule, changes: rule.changes.filter((change) => change.variable === variable) }))
  const own = declared.find(({ attributes }) => attributes['varname'] === variable)?.attributes
  const start = Number(own?.['defaultval'] ?? 0) || 0
  return {
    score: (chosen, goesOn) => scored(counting, start, chosen, goesOn),
    feedback,
    understood: compiler.understood,
    alwaysGoesOn: rules.every(({ goesOn }) => goesOn),
    most: Number(own?.['maxvalue'] ?? 0) || 0,
  }
}

function scored(rules: readonly Rule[], start: number, chosen: number, goesOn: boolean): number {
  let score = start
  let matched = false
  for (const rule of rules) {
    if (!rule.test(chosen, matched)) continue
    for (const change of rule.changes) {
      if (change.action === 'add') score += change.value
      else if (change.action === 'subtract') score -= change.value
      else if (change.action === 'multiply') score *= change.value
      else if (change.action === 'divide') score /= change.value
      else score = change.value
    }
    matched ||= rule.decides
    if (!rule.goesOn && !goesOn) break
  }
  return score
}

class Compiler {
  readonly #response: string
  readonly #idents: readonly string[]
  #tests = 0
  understood = true

  constructor(response: string, idents: readonly string[]) {
    this.#response = response
    this.#idents = idents
  }

  /** Position of the option a `varequal` names; below zero when it is about something else. */
  option({ attributes, text }: XmlElement): number {
    return attributes['respident'] === this.#response ? this.#idents.indexOf(text.trim()) : -1
  }

  all(elements: readonly XmlElement[]): Test {
    const tests = elements.map((one) => this.#one(one))
    const [only] = tests
    if (only !== undefined && tests.length === 1) return only
    return (chosen, matched) => tests.every((test) => test(chosen, matched))
  }

  #one(element: XmlElement): Test {
    this.#tests++
    if (this.#tests > MAX_TESTS) return this.#unknown()
    switch (element.name) {
      case 'varequal': {
        const position = this.option(element)
        return position < 0 ? () => false : (chosen) => (chosen & (1 << position)) !== 0
      }
      case 'and':
        return this.all(element.children)
      case 'or': {
        const tests = element.children.map((one) => this.#one(one))
        return (chosen, matched) => tests.some((test) => test(chosen, matched))
      }
      case 'not': {
        const test = this.all(element.children)
        return (chosen, matched) => !test(chosen, matched)
      }
      case 'other':
        return (_, matched) => !matched
      case 'unanswered':
        return (chosen) => chosen === 0
      default:
        return this.#unknown()
    }
  }

  #unknown(): Test {
    this.understood = false
    return () => false
  }
}
