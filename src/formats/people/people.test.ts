import { describe, expect, it } from 'vitest'
import { bytesOf, docxOf, xlsxOf, type CellOf } from '#test/support/formats/office.ts'
import { contestFile, trueRoster } from '#test/support/formats/samples.ts'
import { profileOf } from '#contest/person.ts'
import type { Finding } from '#contest/values.ts'
import { readBoards } from './boards.ts'
import type { RowMend } from './mending.ts'
import { readRoster } from './roster.ts'
import { readUnits } from './units.ts'

const { units } = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })
const codes = (read: { readonly findings: readonly Finding[] }): readonly string[] =>
  read.findings.map(({ severity, code, place }) => `${severity} ${code} at ${place}`)

describe('the lists of Phú Lộc', () => {
  it('have 33 units with 1,500 people', () => {
    const read = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })
    expect([read.units.length, read.findings, read.hasErrors]).toEqual([33, [], false])
    expect(read.units.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0)).toBe(1500)
    expect(read.units[2]).toMatchObject({ row: 4, code: 'XA-GIANGHAI', name: 'UBND xã Giang Hải', kind: 'xa', headcount: 70, aliases: [] })
  })

  it('give exactly the people, phones, units and duplicates of roster.truth.csv', () => {
    const read = readRoster(contestFile('roster.xlsx'), { fileName: 'roster.xlsx', units })
    const truth = trueRoster()
    const isFirst = (row: Readonly<Record<string, string>>): boolean => row['duplicate_of_row'] === ''
    expect(truth.length).toBe(1515)
    expect(read.people).toEqual(
      truth.filter(isFirst).map((row) => ({
        ...profileOf({
          ...{ staffCode: row['staff_code'] ?? '', fullName: row['full_name'] ?? '', position: row['position'] ?? '' },
          phone: row['phone_e164'] || null,
        }),
        ...{ row: Number(row['excel_row']), unitCode: row['unit_code'] },
      })),
    )
    expect(read.duplicates).toEqual(
      truth
        .filter((row) => !isFirst(row))
        .map((row) => ({ row: Number(row['excel_row']), duplicateOfRow: Number(row['duplicate_of_row']) })),
    )
    expect(read.hasErrors).toBe(false)
    const withoutPhone = truth.filter((row) => row['phone_e164'] === '').map((row) => Number(row['excel_row']))
    expect(read.doubtful.filter(({ reason }) => reason === 'phone-missing').map(({ row }) => row)).toEqual(withoutPhone)
    expect(
      read.doubtful.filter(({ reason }) => reason !== 'phone-missing').map(({ row, reason, message }) => [row, reason, message.vi]),
    ).toEqual([[1513, 'unit-read-as', '“Phòng NN&PTNT” được hiểu là “Phòng Nông nghiệp và Phát triển nông thôn”.']])
    const counted = read.findings.reduce((counts, { code }) => counts.set(code, (counts.get(code) ?? 0) + 1), new Map<string, number>())
    expect(Object.fromEntries(counted)).toEqual({ 'person-twice': 15, 'phone-missing': 8, 'unit-read-as': 1 })
  })

  it('have 28 seats of 25 people, named without "Ông" and "Bà"', () => {
    const read = readBoards(contestFile('boards.xlsx'), { fileName: 'boards.xlsx', units })
    expect([read.members.length, read.findings, read.hasErrors]).toEqual([28, [], false])
    expect(new Set(read.members.map(({ staffCode }) => staffCode)).size).toBe(25)
    const people = new Map(trueRoster().map((row) => [row['staff_code'], row]))
    for (const { staffCode, fullName, unitCode, phone } of read.members) {
      const person = people.get(staffCode ?? '')
      expect([fullName, unitCode, phone ?? '']).toEqual([person?.['full_name'], person?.['unit_code'], person?.['phone_e164']])
    }
    expect(['organiser', 'juror', 'assistant'].map((board) => read.members.filter((one) => one.board === board).length)).toEqual([
      10, 8, 10,
    ])
    expect(read.members[0]).toMatchObject({ row: 5, board: 'organiser', role: 'Trưởng Ban Tổ chức' })
  })
})

const head = ['STT', 'Mã cán bộ', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Số điện thoại']
const roster = (...rows: (readonly CellOf[])[]) => readRoster(xlsxOf([{ name: 'S', rows: [head, ...rows] }]), { fileName: 'a.xlsx', units })
const an = [1, 'PL0001', 'Nguyễn Văn An', 'Chuyên viên', 'Phòng Nội vụ', '0905 123 456'] as const

describe('a roster', () => {
  it.each<readonly [CellOf, string | null]>([
    ['0905123456', '+84905123456'], [905123456, '+84905123456'], ['+84 (0) 905.123.456', '+84905123456'], ['84905123456', '+84905123456'], ['0084 905 123 456', '+84905123456'],
    ['0234 3871 234', '+842343871234'], ['0905123456 - 0914000111', null], ['01205123456', null], ['090512345', null], ['113', null], ['không có', null],
  ])('reads the phone %j as %j', (typed, phone) => {
    const read = roster([1, 'PL0001', 'Nguyễn Văn An', '', 'Phòng Nội vụ', typed])
    expect(read.people.map((person) => person.phone)).toEqual([phone])
    expect(read.doubtful.map(({ reason }) => reason)).toEqual(phone === null ? ['phone-invalid'] : [])
    expect(read.hasErrors).toBe(false)
  }) // prettier-ignore

  it('merges a person entered twice, keeps what either row knows, and says where they differ', () => {
    const read = roster(
      [1, 'pl0001 ', 'NGUYỄN VĂN AN', null, 'Phòng Nội vụ', null],
      [2, 'PL0001', 'Nguyễn Văn An', 'Chuyên viên', 'Phòng Y tế', '0905123456'],
    )
    expect(read.people).toEqual([
      {
        ...profileOf({ staffCode: 'PL0001', fullName: 'Nguyễn Văn An', position: 'Chuyên viên', phone: '+84905123456' }),
        row: 2,
        unitCode: 'CQ-NV',
      },
    ])
    expect(read.duplicates).toEqual([{ row: 3, duplicateOfRow: 2 }])
    expect(codes(read)).toEqual(['info person-twice at S!3', 'warning person-differs at S!3'])
    expect(read.doubtful.map(({ row, reason }) => [row, reason])).toEqual([[3, 'person-differs']])
  })

  it('refuses two people under one code', () => {
    const read = roster(an, [2, 'PL0001', 'Trần Thị Bình', '', 'Phòng Nội vụ', '0905000111'])
    expect([read.hasErrors, codes(read)]).toEqual([true, ['error person-conflict at S!3']])
  })

  it('doubts two people with one phone, and one name with one phone under two codes', () => {
    const read = roster(
      an,
      [2, 'PL0002', 'Trần Thị Bình', '', 'Phòng Nội vụ', '0905123456'],
      [3, 'PL0003', 'nguyễn văn an', '', 'Phòng Nội vụ', '0905123456'],
    )
    expect([read.people.length, codes(read)]).toEqual([3, ['warning phone-shared at S!3', 'warning person-alike at S!4']])
    expect(read.doubtful.map(({ row }) => row)).toEqual([3, 4])
  })

  it('refuses unknown and ambiguous units, naming sheet, row and what is near', () => {
    const read = roster([1, 'PL0001', 'Nguyễn Văn An', '', 'Phòng Nội vu', ''], [2, 'PL0002', 'Nguyễn Văn An', '', 'Sở Xây dựng', ''])
    expect(codes(read).filter((one) => one.startsWith('error'))).toEqual(['error unit-unknown at S!E2', 'error unit-unknown at S!E3'])
    expect(read.findings[0]?.message.vi).toContain('Gần giống: Phòng Nội vụ;')
    expect([read.hasErrors, read.people]).toEqual([true, []])
    const none = readRoster(
      xlsxOf([{ name: 'S', rows: [head, [1, 'X1', 'Lê An', '', 'Sở Lạ', ''], [2, 'X2', 'Lê Ba', '', 'Sở Lạ', '']] }]),
      {
        fileName: 'ds.xlsx',
        units: [],
      },
    )
    expect(none.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message.vi)).toEqual([
      'Dòng 2: hội thi chưa có đơn vị “Sở Lạ” (số dòng: 2).',
    ])
    expect(none.unknownUnits).toEqual([{ typed: 'Sở Lạ', rows: 2, nearest: [] }])
    const both = ['A', 'B'].map((code) => ({ code, name: 'Tổ 1', kind: '' }))
    const ambiguous = readRoster(xlsxOf([{ name: 'S', rows: [head, [1, 'X1', 'Lê An', '', 'tổ 1', '']] }]), {
      fileName: 'a.xlsx',
      units: both,
    })
    expect(codes(ambiguous)).toEqual(['error unit-ambiguous at S!E2'])
  })

  it('refuses rows without code, name or unit, but leaves out totals and signatures with a word', () => {
    expect(codes(roster(an, [2, null, 'Trần Thị Bình', null, 'Phòng Y tế', null]))).toEqual(['error code-missing at S!B3'])
    expect(codes(roster(an, [null, 'PL0002', null, null, null, null]))).toEqual([
      'error name-missing at S!C3',
      'error unit-missing at S!E3',
    ])
    expect(codes(roster(an, [2, 'PL0002', 'Trần Thị Bình', null, null, null]))).toEqual(['error unit-missing at S!E3'])
    expect(codes(roster(an, ['Tổng cộng: 1 người'], [null, null, 'NGƯỜI LẬP'], [null, 'Ghi chú dưới bảng']))).toEqual([
      'info row-ignored at S!3',
      'info row-ignored at S!4',
      'info row-ignored at S!5',
    ])
  })

  it('doubts odd names', () => {
    expect(
      roster(
        [1, 'PL0001', 'An', '', 'Phòng Nội vụ', '0905123456'],
        [2, 'PL0002', 'Nguyễn Văn 5', '', 'Phòng Nội vụ', '0905123457'],
      ).doubtful.map(({ reason }) => reason),
    ).toEqual(['name-odd', 'name-odd'])
  })

  it('reads the same from CSV, and warns of a list without phones', () => {
    const read = readRoster(bytesOf('Họ tên;Mã;Đơn vị\nNguyễn Văn An;PL0001;CQ-NV\n'), { fileName: 'a.csv', units })
    expect(read.people).toEqual([
      { ...profileOf({ staffCode: 'PL0001', fullName: 'Nguyễn Văn An', position: '', phone: null }), row: 2, unitCode: 'CQ-NV' },
    ])
    expect(codes(read)).toEqual(['warning column-absent at row 1', 'warning column-absent at row 1', 'warning phone-missing at row 2'])
  })

  it('is refused when it is something else, empty or spread over sheets', () => {
    expect(codes(readRoster(docxOf(['Danh sách']), { fileName: 'a.docx', units }))).toEqual(['error file-wrong-kind at '])
    expect(codes(roster())).toEqual(['error no-rows at S'])
    expect(
      codes(
        readRoster(
          xlsxOf([
            { name: 'S', rows: [head, an] },
            { name: 'T', rows: [head, an] },
          ]),
          { fileName: 'a.xlsx', units },
        ),
      ),
    ).toEqual(['error sheets-several at S, T'])
    expect(codes(readRoster(contestFile('units.csv'), { fileName: 'units.csv', units }))[0]).toMatch(/^error (header|column)-missing/)
  })

  it('refuses cells whose formula failed', () => {
    const read = roster([1, { type: 'e', inside: '<v>#N/A</v>' }, 'Nguyễn Văn An', '', 'Phòng Nội vụ', ''])
    expect([read.hasErrors, codes(read)]).toEqual([true, ['error cell-error at S!B2']])
  })
})

describe('a list of boards', () => {
  const boards = (...rows: (readonly CellOf[])[]) => readBoards(xlsxOf([{ name: 'S', rows }]), { fileName: 'a.xlsx', units })
  const head = ['STT', 'Họ và tên', 'Mã cán bộ', 'Đơn vị', 'Số điện thoại', 'Nhiệm vụ']

  it('takes the board from its section, its column, its role or the line above the header', () => {
    const bySection = boards(
      head,
      ['I. BAN GIÁM KHẢO'],
      [1, 'Ông Lê An', 'X1', null, null, 'Trưởng ban'],
      ['II. TỔ GIÚP VIỆC'],
      [1, 'Bà Lê Thị Bé', 'X2', null, null, null],
    )
    expect(bySection.members.map(({ fullName, board }) => [fullName, board])).toEqual([
      ['Lê An', 'juror'],
      ['Lê Thị Bé', 'assistant'],
    ])
    expect(boards(head, [1, 'Lê An', 'X1', null, null, 'Thành viên Ban Tổ chức']).members[0]?.board).toBe('organiser')
    expect(boards(['BAN GIÁM KHẢO'], head, [1, 'Lê An', 'X1', null, null, 'Thành viên']).members[0]?.board).toBe('juror')
    expect(boards(['Họ tên', 'Mã', 'Ban'], ['Lê An', 'X1', 'Ban giám khảo']).members[0]?.board).toBe('juror')
  })

  it('says what is in doubt', () => {
    expect(codes(boards(head, [1, 'Lê An', 'X1', null, null, 'Trưởng ban']))).toEqual(['error board-unknown at S!2'])
    expect(codes(boards(head, ['BAN TỔ CHỨC'], [1, 'Lê An', null, 'Phòng Nội vụ', null, null]))).toEqual([
      'error member-unmatchable at S!3',
    ])
    expect(codes(boards(head, ['BAN TỔ CHỨC'], [1, 'Lê An', null, null, '123', null]))).toEqual([
      'warning phone-invalid at S!E3',
      'error member-unmatchable at S!3',
    ])
    expect(codes(boards(head, ['BAN TỔ CHỨC'], [1, 'Lê An', 'X1', 'Sở Thông tin', null, 'Ban Giám khảo']))).toEqual([
      'warning board-differs at S!F3',
      'warning unit-outside at S!D3',
    ])
    const repeated = boards(
      head,
      ['BAN TỔ CHỨC'],
      [1, 'Lê An', 'X1', null, null, null],
      [2, 'Lê An', 'X1', null, null, null],
      [3, 'Lê Bé', 'X1', null, null, null],
    )
    expect([repeated.members.length, codes(repeated)]).toEqual([1, ['info person-twice at S!4', 'error person-conflict at S!5']])
  })
})

describe('a list of units', () => {
  const list = (text: string) => readUnits(bytesOf(text), { fileName: 'units.csv' })
  const alone = { parent: null, validFrom: null, validUntil: null }

  it('stand under each other by code or name, and last from day to day', () => {
    const head = 'Mã;Tên đơn vị;Trực thuộc;Từ ngày;Đến hết ngày'
    const read = list(`${head}\nH;Huyện Cũ;;;30/6/2025\nA;Xã A;huyện cũ;2025-07-01;\nB;Xã B;h;;\n`)
    expect(read.findings).toEqual([])
    expect(read.units.map(({ code, parent, validFrom, validUntil }) => [code, parent, validFrom, validUntil])).toEqual([
      ['H', null, null, '2025-06-30'],
      ['A', 'H', '2025-07-01', null],
      ['B', 'H', null, null],
    ])
    const said = (text: string) => codes(list(`${head}\n${text}`)).map((one) => one.replace(/ at .*/, ''))
    expect(said('A;Xã A;Tỉnh;31/6/2025;\nC;Xã C;A;2025-07-01;2025-06-30\n')).toEqual(['error day-unclear', 'error days-reversed'])
    expect(said('A;Xã A;Tỉnh;;\nD;Xã D;E;;\nE;Xã E;D;;\n')).toEqual([
      'error parent-unknown',
      'error parent-circular',
      'error parent-circular',
    ])
    // One that is there already may be named; one that would then belong to itself may not.
    const known = [
      { code: 'T', name: 'Tỉnh', parent: null },
      { code: 'K', name: 'Khác', parent: 'A' },
    ]
    const text = (parent: string) => readUnits(bytesOf(`${head}\nA;Xã A;${parent};;\n`), { fileName: 'units.csv', units: known })
    expect(text('tỉnh').units[0]?.parent).toBe('T')
    expect(codes(text('K'))).toEqual(['error parent-circular at row 2'])
  })

  it('may be Vietnamese, with other spellings', () => {
    expect(list('Mã;Tên đơn vị;Loại;Số người;Tên khác\nA;Phòng A;phong;1.200;PA | P. A\n').units).toEqual([
      { row: 2, code: 'A', name: 'Phòng A', kind: 'phong', headcount: 1200, aliases: ['PA', 'P. A'], ...alone },
    ])
  })

  it('names what is wrong', () => {
    expect(codes(list('code,name,headcount\nA,Phòng A,5\na,Phòng B,6\n'))).toEqual(['error code-twice at row 3'])
    expect(codes(list('code,name\nA,Phòng A\nB,phòng a\n'))).toEqual(['error unit-name-twice at row 3'])
    expect(codes(list('code,name,headcount\nA,Phòng A,nhiều\n,Phòng B,\nC,,1\n'))).toEqual([
      'error headcount-unclear at C2',
      'error code-missing at A3',
      'error name-missing at B4',
    ])
    expect(codes(list('code,name\n'))).toEqual(['error no-rows at '])
  })
})

describe('rows mended on the screen', () => {
  const rows = [
    [1, null, 'Nguyễn Văn An', 'Chuyên viên', 'Phòng Nội vụ', '0905 123 456'],
    [2, 'PL0002', 'Trần Thị Bình', 'Chuyên viên', 'Phòng Nội vụ', '0905'],
    [3, 'PL0003', 'Lê Cường', 'Chuyên viên', 'Sở Lạ', '0905 123 457'],
  ] as const
  const bytes = xlsxOf([{ name: 'S', rows: [head, ...rows] }])
  const read = (mends: readonly RowMend[] = []) => readRoster(bytes, { fileName: 'a.xlsx', units, mends })

  it('are shown as they were read, refused ones first, each with what is wrong beside its field', () => {
    const { toMend, hasErrors } = read()
    expect([hasErrors, toMend.total, toMend.columns]).toEqual([true, 3, ['staffCode', 'fullName', 'position', 'unit', 'phone']])
    expect(toMend.rows.map(({ row, wrong }) => [row, wrong.map(({ field, isRefused }) => [field, isRefused])])).toEqual([
      [2, [['staffCode', true]]],
      [4, [['unit', true]]],
      [3, [['phone', false]]],
    ])
    expect(toMend.rows[0]?.texts).toEqual({
      ...{ staffCode: '', fullName: 'Nguyễn Văn An', position: 'Chuyên viên', unit: 'Phòng Nội vụ', phone: '0905 123 456' },
    })
  })

  it('count as they were typed, and are left out where somebody says so', () => {
    const mended = read([
      { row: 2, values: { staffCode: 'pl 0001' } },
      { row: 3, values: { phone: '0905 123 458' } },
      { row: 4, values: null },
    ])
    expect([mended.hasErrors, mended.toMend]).toEqual([false, { columns: expect.any(Array), total: 0, rows: [] }])
    expect(mended.people.map(({ staffCode, phone }) => [staffCode, phone])).toEqual([
      ['PL0001', '+84905123456'],
      ['PL0002', '+84905123458'],
    ])
    expect(read([{ row: 2, values: { staffCode: ' ' } }]).toMend.rows[0]?.wrong[0]?.field).toBe('staffCode')
  })

  it('are told of where the file has no such row', () => {
    const { findings, people } = read([
      { row: 2, values: { staffCode: 'PL0001' } },
      { row: 99, values: { phone: '0905 123 458' } },
      { row: 120, values: null },
    ])
    const absent = findings.filter(({ code }) => code === 'mend-absent')
    expect(absent.map(({ severity, message }) => [severity, message.vi.slice(0, 8)])).toEqual([
      ['warning', 'Dòng 99 '],
      ['warning', 'Dòng 120'],
    ])
    expect(people).toHaveLength(2)
  })

  it('are not those of a spelling of a unit that many rows have: that is known or made once', () => {
    const many = readRoster(
      xlsxOf([{ name: 'S', rows: [head, [1, 'A1', 'Lê An', '', 'Sở Lạ', '0905123456'], [2, 'A2', 'Lê Bình', '', 'Sở Lạ', '0905123457']] }]),
      { fileName: 'a.xlsx', units },
    )
    expect([many.unknownUnits.length, many.toMend.total]).toEqual([1, 0])
  })
})
