/** Word files of officials, made from a seed: every way of numbering, laying out and answering that the reader claims to read. */
import { chanceOf, meantQuestions, type Chance, type MeantFile } from './meant.ts'
import { showsMark, wordDialects, wordMarks, wordOddities } from './word-looks.ts'
import { plainLook, WordPage } from './word-page.ts'
import { twisted, twists, type Twist } from './word-twists.ts'
import { heads, isTable, isUnnumbered, keys, layouts, lowLines, signs, statements, type Plan, type Way } from './word-ways.ts'

/** Bold letters tell nothing where letters are the mark, so such files have no other bold. */
const isBoldWay = (way: Way): boolean => way.kind === 'mark' && way.mark.look.bold === true

export function wordFile(seed: number): MeantFile {
  const chance = chanceOf(seed)
  const twist = chance.often(0.4) ? chance.pick(twists) : null
  const way = twist?.way ?? wayOf(chance)
  const layout = chance.pick(
    layouts.filter((one) => fits(one, way) && (twist === null || one === 'lines' || (!twist.isPlain && !isTable(one)))),
  )
  const oddName = twist === null && chance.often(0.8) ? chance.pick(oddNamesFor(way, layout)) : 'none'
  const count = twist?.count ?? 5 + chance.below(4)
  const isKeyed = way.kind === 'key'
  const plan: Plan = {
    dialect: chance.pick(wordDialects),
    head: chance.pick(heads.filter((head) => fitsHead(head, layout, isKeyed, twist))),
    layout,
    way,
    odd: wordOddities[oddName] ?? null,
    boldLetters: twist === null && !isBoldWay(way) && !oddName.startsWith('bold') && chance.often(0.2),
    boldStems: chance.often(0.3),
    blanks: chance.often(0.3),
    cutAt: 1 + chance.below(5),
    below: chance.often(0.3) && !isLowLess(layout) ? { at: chance.below(count), text: chance.pick(lowLines) } : null,
  }
  const damaged = twist === null && chance.often(0.95) ? chance.below(count) : null
  // A key that ends before questions counted automatically leaves all of them in doubt.
  const isShort = isKeyed && plan.head === 'listed' && damaged === count - 1
  const meant = meantQuestions(chance, count, damaged, plan.odd !== null).map((question) =>
    isShort ? { ...question, fair: [...(question.fair ?? []), 'answer-key-unfit'] } : question,
  )
  const page = new WordPage(plan)
  const { inside, questions } =
    twist === null ? { inside: plainInside(page, way, meant), questions: meant } : twisted(twist, page, meant, chance)
  const { dialect, head } = plan
  const made = { seed, dialect, head, layout, way: `${way.kind} ${way.name}`, odd: oddName, damaged: damaged ?? -1, twist: twist?.name ?? 'none', below: plan.below?.text ?? '' } // prettier-ignore
  return { name: `de-${seed}.docx`, bytes: page.file(inside), questions, made }
}

const plainInside = (page: WordPage, way: Way, meant: Parameters<WordPage['questions']>[0]): string =>
  page.questions(meant) + (way.kind === 'key' ? page.key(way.name, meant) : '')

/** Below cells and dashes a line would be another cell or option. */
const isLowLess = (layout: string): boolean => isTable(layout) || ['dashes', 'boxes alone'].includes(layout)

function wayOf(chance: Chance): Way {
  const names = <T extends string>(of: Readonly<Record<T, unknown>>): readonly T[] => Object.keys(of) as T[]
  const kind = chance.below(11)
  if (kind < 4) {
    const name = chance.pick(names(wordMarks))
    return { kind: 'mark', name, mark: wordMarks[name] ?? plainLook }
  }
  if (kind < 6) return { kind: 'sign', name: chance.pick(names(signs)) }
  if (kind === 10) return { kind: 'tick', name: 'tick' }
  return kind < 8 ? { kind: 'line', name: chance.pick(names(statements)) } : { kind: 'key', name: chance.pick(keys) }
}

/** Letters a list or a table gives cannot be marked; columns of their own have no letters. */
function fits(layout: Plan['layout'], way: Way): boolean {
  const isTicked = ['boxes', 'boxes alone', 'ticks beside cells', 'ticks behind tabs'].includes(layout)
  if (way.kind === 'tick') return isTicked || layout.startsWith('option rows')
  if (isTicked && layout !== 'boxes') return false
  if (layout === 'boxes') return way.kind === 'line' || way.kind === 'key'
  if (layout === 'dashes') return (way.kind === 'mark' && way.mark.on !== 'letter') || (way.kind === 'line' && way.name === 'words')
  const marksLetter = (way.kind === 'mark' && way.mark.on === 'letter') || (way.kind === 'sign' && way.name.endsWith('the letter'))
  if (layout === 'listed' || layout === 'lettered cells') return !marksLetter
  if (layout === 'small letters') return way.kind !== 'sign'
  if (layout === 'rows') return way.kind === 'line' || way.kind === 'key'
  return !layout.startsWith('option rows') || way.kind === 'line' || (!marksLetter && way.kind === 'mark')
}

/** Without numbers no key finds a question, and dashes may not be told from options where the head is one too. */
function fitsHead(head: Plan['head'], layout: Plan['layout'], isKeyed: boolean, twist: Twist | null): boolean {
  if (twist !== null && twist.heads !== undefined) return twist.heads.includes(head)
  if (isUnnumbered(head)) return !isKeyed && twist === null
  return layout !== 'listed' || !isUnnumbered(head)
}

function oddNamesFor(way: Way, layout: Plan['layout']): readonly string[] {
  return Object.entries(wordOddities).flatMap(([name, odd]) => {
    const isLetterless = ['listed', 'lettered cells', 'boxes alone', 'dashes', 'rows'].includes(layout) || layout.startsWith('option rows')
    const lost = (odd.on === 'letter' || odd.on === 'most') && isLetterless
    return lost || (way.kind === 'mark' && showsMark(way.mark, odd)) ? [] : [name]
  })
}
