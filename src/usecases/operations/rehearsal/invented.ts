/**
 * What a trial run is made of: questions that only have the shape of the real ones, and people who do not exist. Nothing of a real
 * question is in them but how long it is, of which topic and how hard; which option is right is drawn anew.
 */
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import type { BlueprintCell, Difficulty } from '#contest/rules/rules.ts'

/** All that is taken from a question of the bank. */
export interface QuestionShape {
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly options: number
  readonly several: boolean
  /** Letters of its stem, and of its options on average. */
  readonly stem: number
  readonly option: number
}

export const shapeOf = ({ topic, difficulty, options, correct, stem }: QuestionContent): QuestionShape => ({
  ...{ topic, difficulty, options: options.length, several: correct.length > 1, stem: stem.length },
  option: Math.round(options.reduce((sum, { length }) => sum + length, 0) / options.length),
})

/** Of a bank that holds nothing yet. */
const usualShape: QuestionShape = { topic: null, difficulty: null, options: 4, several: false, stem: 120, option: 40 }
/** Of every cell of a blueprint there are at least so many times what a paper takes from it. */
const timesDrawn = 3

const isOf = ({ topic, difficulty }: BlueprintCell, shape: QuestionShape): boolean =>
  (topic === null || topic === shape.topic) && (difficulty === null || difficulty === shape.difficulty)

/** The shapes of the bank, and where a blueprint asks for more than there is, as many more. */
export function enoughShapes(bank: readonly QuestionShape[], cells: readonly BlueprintCell[]): readonly QuestionShape[] {
  const added = cells.flatMap((cell) => {
    const missing = Math.max(0, timesDrawn * cell.count - bank.filter((shape) => isOf(cell, shape)).length)
    return Array.from({ length: missing }, (): QuestionShape => ({ ...usualShape, topic: cell.topic, difficulty: cell.difficulty }))
  })
  return [...bank, ...added]
}

const words = 'sông núi đồng lúa biển trời làng phố cầu chợ trường lớp vườn cây hoa lá mưa nắng gió mùa xuân hạ thu đông'.split(' ')

/** Numbers in [0, 1), the same for the same seed. */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function filled(start: string, letters: number, chance: () => number): string {
  let text = start
  while (text.length < letters) text += ` ${words[Math.floor(chance() * words.length)] ?? ''}`
  return text
}

/** How an option that is right begins: whoever plays along may be right if they like, and so may the players. */
export const rightWords = 'Phương án đúng'

export function standIns(shapes: readonly QuestionShape[], seed: number): readonly QuestionContent[] {
  const chance = chances(seed)
  return shapes.map((shape, index) => {
    const right = Math.floor(chance() * shape.options)
    const correct = shape.several && shape.options > 2 ? [right, (right + 1) % shape.options].sort((a, b) => a - b) : [right]
    return {
      ...plainContent,
      topic: shape.topic,
      difficulty: shape.difficulty,
      correct,
      stem: filled(`Câu hỏi diễn tập số ${String(index + 1)}:`, shape.stem, chance),
      options: Array.from({ length: shape.options }, (_, at) =>
        filled(correct.includes(at) ? `${rightWords} ${String(at + 1)}` : `Phương án khác ${String(at + 1)}`, shape.option, chance),
      ),
      source: { document: 'Văn bản diễn tập, không có thật', detail: '' },
    }
  })
}

const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Võ', 'Đặng', 'Bùi', 'Hồ']
const middles = ['Diễn', 'Thị Diễn', 'Văn Diễn', 'Minh Diễn']
const given = [
  'Tập An',
  'Tập Bình',
  'Tập Châu',
  'Tập Dung',
  'Tập Giang',
  'Tập Hà',
  'Tập Khánh',
  'Tập Linh',
  'Tập Nam',
  'Tập Oanh',
  'Tập Phúc',
]

export interface InventedPerson {
  readonly staffCode: string
  readonly fullName: string
  /** E.164; of a run of numbers nobody is told of, and nothing is ever sent to. */
  readonly phone: string
}

const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? ''

export const inventedPeople = (count: number): readonly InventedPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    staffCode: `DT${String(index + 1).padStart(6, '0')}`,
    fullName: `${pick(surnames, index)} ${pick(middles, Math.floor(index / 10))} ${pick(given, Math.floor(index / 40))} ${String(index + 1)}`,
    phone: `+84900${String(index + 1).padStart(6, '0')}`,
  }))
