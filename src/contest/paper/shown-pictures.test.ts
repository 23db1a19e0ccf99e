import { expect, it } from 'vitest'
import type { QuestionPicture } from '../questions/question.ts'
import { questionOf } from '#test/support/contest.ts'
import { shownPictures } from './shown-pictures.ts'

const picture = (digest: string, option: number | null): QuestionPicture => ({ digest, mediaType: 'image/png', alt: '', option })

it('pictures of options come in the order they are shown, which tells nothing of the author’s order', () => {
  const question = questionOf(1, { pictures: [picture('a', 0), picture('stem', null), picture('b', 1), picture('c', 2)] })
  expect(shownPictures(question, [2, 0, 3, 1]).map(({ digest, option }) => [digest, option])).toEqual([
    ['stem', null],
    ['c', 0],
    ['a', 1],
    ['b', 3],
  ])
})

it('a question that is not in the set shows none', () => {
  expect(shownPictures(undefined, [0, 1])).toEqual([])
})
