/** What explanations, feedback, comments and signs say of an answer is weighed with it, whatever the file. */
import { describe, expect, it } from 'vitest'
import { readQuestions, type QuestionsRead } from './registry.ts'

const read = (text: string, fileName: string): QuestionsRead => readQuestions(Buffer.from(text), { fileName })
const codes = ({ findings, questions }: QuestionsRead): readonly string[] =>
  [...findings, ...questions.flatMap((one) => one.findings)].flatMap(({ severity, code }) =>
    severity === 'info' ? [] : [`${severity} ${code}`],
  )
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')

const gift = (lines: readonly string[], comment = '', tail = ''): QuestionsRead =>
  read(`${comment}::1::Sông nào chảy qua Huế? {\n${lines.join('\n')}\n}${tail}\n`, 'a.gift')
const plain = ['~Sông Hồng', '=Sông Hương', '~Sông Mã', '~Sông Lam']
const instead = (at: number, line: string): readonly string[] => plain.map((one, index) => (index === at ? line : one))

describe('GIFT', () => {
  it.each([
    ['a remark behind the option', gift(instead(1, '=Sông Hương // nay là Sông Mã')), 'error comment-doubts'],
    ['a remark behind the braces', gift(plain, '', ' (sửa: Sông Mã)'), 'error comment-doubts'],
    ['a comment above', gift(plain, '// Đáp án: C\n'), 'error comment-doubts'],
    ['feedback that corrects', gift(instead(1, '=Sông Hương#sửa thành Sông Mã')), 'error explanation-against'],
    ['feedback that calls the right one wrong', gift(instead(1, '=Sông Hương#Sai rồi')), 'error explanation-against'],
    ['feedback that calls a wrong one right', gift(instead(2, '~Sông Mã#Đúng rồi!')), 'error explanation-against'],
    ['a sign that was not escaped', gift(instead(2, '~Sông Mã (~100 km)')), 'error gift-answers'],
    ['a number that was not escaped', gift(instead(1, '=Sông Hương #1')), 'error gift-answers'],
    ['an explanation', gift([...plain, '####Đáp án đúng là: Sông Mã']), 'warning explanation-doubts'],
    ['an explanation by letter', gift([...plain, '####Chọn C vì sông này ngắn']), 'warning explanation-doubts'],
    ['an asterisk', gift(instead(2, '~Sông Mã *')), 'warning option-sign'],
    ['a tick', gift(instead(2, '~Sông Mã ✓')), 'error answer-conflict'],
  ])('names %s', (_, result, code) => {
    expect(codes(result)).toContain(code)
  })

  it('takes what says the same for no doubt', () => {
    const same = [
      gift([
        ...plain.map((line, at) => `${line}#${at === 1 ? 'Chính xác!' : 'Sai, đáp án đúng là Sông Hương'}`),
        '####Đáp án đúng là Sông Hương. Chọn B.',
      ]),
      gift(instead(2, '~Sông Mã#Đúng một phần, nhưng chưa đủ'), '// Đáp án: B\n'),
      gift([...plain, '####Đáp án A sai vì sông ở miền Bắc']),
      gift(instead(1, '=Sông Hương // Perfume River')),
    ]
    expect(same.map(codes)).toEqual([[], [], [], []])
    expect(same.map(answers)).toEqual(['B', 'B', 'B', 'B'])
  })
})

describe('Moodle XML', () => {
  const moodle = (fractions: readonly string[], feedback: readonly string[] = [], single = 'true'): QuestionsRead =>
    read(
      `<quiz><question type="multichoice"><name><text>1</text></name><questiontext format="html"><text>Sông nào?</text></questiontext><single>${single}</single>${[
        'Hồng',
        'Hương',
        'Mã',
      ]
        .map(
          (text, at) =>
            `<answer fraction="${fractions[at]}"><text>${text}</text><feedback><text>${feedback[at] ?? ''}</text></feedback></answer>`,
        )
        .join('')}</question></quiz>`,
      'a.xml',
    )

  it('names feedback that says otherwise', () => {
    expect(codes(moodle(['0', '100', '0'], ['', 'Sai. Đáp án đúng là Mã']))).toContain('error explanation-against')
    expect(codes(moodle(['0', '100', '0'], ['', 'Đúng', 'Sai']))).toEqual([])
  })

  it('reads shares with a sign of percent, and none it cannot', () => {
    expect([answers(moodle(['0', '100%', '0'])), codes(moodle(['0', 'all', '0']))]).toEqual(['B', ['error answer-rules']])
  })

  it('does not take two halves of a question with one answer for two answers', () => {
    expect(codes(moodle(['0', '50', '50']))).toEqual(['error answer-either'])
    expect(answers(moodle(['0', '50', '50'], [], 'false'))).toBe('BC')
  })
})

it('weighs an explanation of a text file', () => {
  const text = (explanation: string): QuestionsRead =>
    read(
      `Câu 1. Sông nào?\nA. Hồng\nB. Hương\nC. Mã\nĐáp án: B\nGiải thích: ${explanation}\nCâu 2. Núi nào?\nA. Ngự\nB. Bà\nĐáp án: A\n`,
      'a.txt',
    )
  expect([codes(text('Đáp án đúng là C.')), codes(text('Theo Điều 5, phương án C không đúng.'))]).toEqual([
    ['warning explanation-doubts'],
    [],
  ])
})

it('names a remark on the answer in the text itself', () => {
  const word = (last: string, stem = 'Sông nào?'): QuestionsRead =>
    read(`Câu 1. ${stem}\nA. Hồng\nB. Hương\nC. ${last}\nĐáp án: B\nCâu 2. Núi nào?\nA. Ngự\nB. Bà\nĐáp án: A\n`, 'a.txt')
  const remarked = [
    word('Mã (Đáp án C)'),
    word('Mã => C'),
    word('Mã (sửa đáp án thành C)'),
    word('Mã', 'Sông nào? (C)'),
    word('Mã', 'Sông nào?\nC'),
  ]
  expect(remarked.map(codes)).toEqual(Array(5).fill(['warning remark-inside']))
  expect([word('Huế (nay là thành phố Huế)'), word('Luật (sửa đổi, bổ sung)'), word('Vitamin (C)')].map(codes)).toEqual([[], [], []])
})

it('names a key that ends before the questions do: one may have been put in between', () => {
  const paper = (...key: readonly string[]): QuestionsRead =>
    read(
      `${Array.from({ length: 6 }, (_, at) => `Câu ${at + 1}. Điều ${at + 1} là gì?\nA. một\nB. hai\nC. ba\nD. bốn\n`).join('')}ĐÁP ÁN\n${key.join('\n')}\n`,
      'a.txt',
    )
  const short = paper('1A 2B 3C 4D 5A')
  expect([answers(short), codes(short).filter((code) => code.includes('key'))]).toEqual([
    'A B C D A -',
    ['warning key-short', ...Array<string>(5).fill('warning answer-key-gap')],
  ])
  const swapped = paper('1A 2B 4C 3D 5A 6B')
  expect([answers(swapped), codes(swapped)]).toEqual(['A B - - A B', Array(2).fill('error answer-key-unfit')])
  expect(codes(paper('1A 2B 3C 4D 5A 6B'))).toEqual([])
})

it.each([
  '(sửa đáp án C)', '(sửa lại là C)', '(sửa C)', '- đáp án C', '– chọn C', '(C mới đúng)', '(câu này sai đáp án)', '(xem lại)', '(bỏ câu này)',
  '(theo Luật mới là C)', '(đúng: C)', '(phương án C)', '(key C)',
])('names the remark “%s” at the end of a stem', (remark) => {
  const one = (stem: string): QuestionsRead =>
    read(`Câu 1. ${stem}\nA. Hồng\nB. Hương\nC. Mã\nĐáp án: B\nCâu 2. Núi nào?\nA. Ngự\nB. Bà\nĐáp án: A\n`, 'a.txt')
  expect(codes(one(`Sông nào chảy qua Huế? ${remark}`))).toEqual(['warning remark-inside'])
}) // prettier-ignore

it.each(['(năm 2020)', '(Luật sửa đổi, bổ sung)', '(hạng A)', '(theo Điều 5 là đúng)', '- Huế', '(chọn một phương án)'])(
  '“%s” is no remark',
  (words) => {
    const text = `Câu 1. Sông nào chảy qua Huế? ${words}\nA. Hồng\nB. Hương\nĐáp án: B\nCâu 2. Núi nào?\nA. Ngự\nB. Bà\nĐáp án: A\n`
    expect(codes(read(text, 'a.txt'))).toEqual([])
  },
)
