/** In words what is missing when a blueprint cannot be served. */
import { mostSlots, slotsOf, type DrawCells } from './draw-plan.ts'
import type { BlueprintCell } from '../rules/rules.ts'
import type { Bilingual, Finding } from '../values.ts'

/**
 * First what each cell lacks by itself, then what all of them lack together because they want the same questions.
 * @param cells the blueprint's cells in the order of `plan.cells`, each with the place that names it
 */
export function shortages(plan: DrawCells, cells: readonly { readonly cell: BlueprintCell; readonly place: string }[]): readonly Finding[] {
  const alone = cells.flatMap(({ cell, place }, at) => {
    const { candidates, clusters: usable } = plan.cells[at] as DrawCells['cells'][number]
    return usable < cell.count ? [{ missing: cell.count - usable, finding: cellShort(place, cell, candidates.length, usable) }] : []
  })
  const slots = slotsOf(plan, 0)
  const served = mostSlots(plan, slots, new Set())
  const missing = slots.length - served - alone.reduce((sum, one) => sum + one.missing, 0)
  return [...alone.map(({ finding }) => finding), ...(missing > 0 ? [jointlyShort(slots.length, served, missing)] : [])]
}

/** What stands in the way in a line of a list that leads to all of it: the first, and how many more there are. */
export function inShort(findings: readonly Pick<Finding, 'message'>[]): Bilingual {
  const [first, ...more] = findings
  if (first === undefined || more.length === 0) return first?.message ?? { vi: '', en: '' }
  const others = more.length === 1 ? '1 other thing' : `${more.length} other things`
  return { vi: `${first.message.vi} Còn ${more.length} điều khác.`, en: `${first.message.en} And ${others}.` }
}

/** “2 câu mức 3 chủ đề An toàn thông tin”. */
function manyOf(count: number, { topic, difficulty }: BlueprintCell): Bilingual {
  const level = difficulty === null ? { vi: '', en: '' } : { vi: ` mức ${difficulty}`, en: ` of level ${difficulty}` }
  const about = topic === null ? { vi: '', en: '' } : { vi: ` chủ đề ${topic}`, en: ` on ${topic}` }
  return { vi: `${count} câu${level.vi}${about.vi}`, en: `${count} question${count === 1 ? '' : 's'}${level.en}${about.en}` }
}

function cellShort(place: string, cell: BlueprintCell, available: number, usable: number): Finding {
  const missing = manyOf(cell.count - usable, cell)
  const why =
    usable === available
      ? { vi: `có ${available}`, en: `there are ${available}` }
      : {
          vi: `có ${available}, nhưng vì có câu không ra cùng nhau nên một đề chỉ dùng được ${usable}`,
          en: `there are ${available}, but some are kept apart, so that a paper can use only ${usable}`,
        }
  return {
    severity: 'error',
    place,
    code: 'cell-short',
    message: { vi: `Thiếu ${missing.vi}: cần ${cell.count}, ${why.vi}.`, en: `${missing.en} missing: ${cell.count} wanted, ${why.en}.` },
  }
}

const jointlyShort = (questions: number, served: number, missing: number): Finding => ({
  severity: 'error',
  place: '/paper/blueprint',
  code: 'too-few-questions',
  message: {
    vi: `Đề thi cần ${questions} câu nhưng bộ đề chỉ đáp ứng được ${served} câu: các dòng của cơ cấu đề phải dùng chung câu hỏi hoặc nhóm câu không ra cùng nhau, còn thiếu ${missing} câu.`,
    en: `A paper needs ${questions} questions, but the set can serve only ${served}: lines of the blueprint want the same questions or groups kept apart, and ${missing} more ${missing === 1 ? 'is' : 'are'} needed.`,
  },
})
