/** The command line as people and scripts use it: real processes, exit codes, one JSON value on stdout. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionWriters } from '#formats/questions/registry.ts'
import { readConfig } from '#config.ts'
import { startServer } from '../support/live.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shipped = (name: string): string => join(root, 'contests', 'phu-loc-2024', name)
const slug = 'phu-loc-2024'

let data: string
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'hoithi-cli-'))
})
afterAll(() => {
  rmSync(data, { recursive: true, force: true })
})

interface Ran {
  readonly code: number | null
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any
  readonly stderr: string
}

const hoithi = (...args: readonly string[]): Ran => hoithiIn(data, ...args)

function hoithiIn(directory: string, ...args: readonly string[]): Ran {
  const program = join(root, 'bin', 'hoithi.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--json', '--data', directory], { encoding: 'utf8' })
  let json: unknown = null
  try {
    json = JSON.parse(stdout)
  } catch {
    // Help and wrong command lines print no JSON.
  }
  return { code: status, json, stderr }
}

/** A Node of the machine that is older than the project's. */
const older = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find(
    (node) => existsSync(node) && Number(spawnSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout) < 24,
  )

describe('the command line', () => {
  it.skipIf(older === undefined)('begins on an older Node too, and runs on the one the project brings', () => {
    const { status, stdout } = spawnSync(older ?? '', [join(root, 'bin', 'hoithi.mjs'), '--version'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, '0.1.0\n'])
  })

  it('begins with a file of its own, which is applied once its gaps are written and never written over', () => {
    const here = join(data, 'another')
    mkdirSync(here)
    const file = join(here, 'contest.yaml')
    expect(hoithiIn(here, 'init', file).json).toEqual({ file })
    expect(hoithiIn(here, 'contest', 'apply', file)).toMatchObject({ code: 1, json: { error: { code: 'rules-invalid' } } })
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('…', 'Phú Lộc'))
    expect(hoithiIn(here, 'contest', 'apply', file).json).toMatchObject({ slug: 'hoi-thi-cua-toi', rounds: ['tuan-1', 'tuan-2'] })
    expect(hoithiIn(here, 'init', file)).toMatchObject({ code: 1, json: { error: { code: 'file-exists' } } })
    // A year that has passed is asked about; what is known to be over is not asked about again.
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        // Each its own year: a week about New Year stays a week.
        .replace(/(opens|closes): (20\d\d)-/g, (_, member: string, year: string) => `${member}: ${String(Number(year) - 8)}-`)
        .replace('hoi-thi-cua-toi', 'da-qua'),
    )
    expect(hoithiIn(here, 'contest', 'apply', file)).toMatchObject({ code: 1, json: { error: { code: 'rounds-past' } } })
    expect(hoithiIn(here, 'contest', 'apply', file, '--past').json).toMatchObject({ created: true })
    expect(hoithiIn(here, 'contest', 'apply', file).json).toMatchObject({ created: false })
  })

  it('sets a contest up from its files, twice without harm', () => {
    for (let time = 0; time < 2; time++) {
      expect(hoithi('contest', 'apply', shipped('contest.yaml'), '--past').json).toMatchObject({ slug, created: time === 0 })
      expect(hoithi('units', 'import', shipped('units.csv'), '--contest', slug).json).toMatchObject({ units: 33 })
      const roster = hoithi('roster', 'import', shipped('roster.xlsx'), '--contest', slug, '--units', shipped('units.csv'))
      expect(roster.json).toMatchObject(time === 0 ? { added: 1500, updated: 0 } : { added: 0, unchanged: 1500 })
      expect(hoithi('boards', 'import', shipped('boards.xlsx'), '--contest', slug).json.added).toBe(time === 0 ? 28 : 0)
      const files = ['de-phong-vhtt.docx', 'de-van-phong.docx', 'de-trung-tam-vhtttt.xlsx'].map(shipped)
      const questions = hoithi('questions', 'import', ...files, '--contest', slug).json as { added: number }[]
      expect(questions.map(({ added }) => added)).toEqual(time === 0 ? [40, 40, 40] : [0, 0, 0])
    }
    expect(hoithi('questions', 'lock', '--contest', slug).json).toMatchObject({ questions: 120, rounds: 2 })
    expect(hoithi('contest', 'show', slug).json).toMatchObject({ contestants: 1500, questions: 120, boardMembers: 28 })
    expect(statSync(join(data, 'data.key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(data, 'ledger.pem')).mode & 0o777).toBe(0o600)
  }, 120_000)

  it('changes units, people and boards by hand, says first what it would do, and takes the last back', () => {
    const at = ['--contest', slug] as const
    const rehearsed = hoithi('units', 'set', 'MOI', '--new', '--name', 'Phòng Mới', '--headcount', '12', ...at, '--dry-run')
    expect(rehearsed.json).toMatchObject({ added: 1, request: null })
    expect(hoithi('units', 'set', 'MOI', '--name', 'Phòng Mới', ...at)).toMatchObject({
      code: 1,
      json: { error: { code: 'unit-unknown' } },
    })
    hoithi('units', 'set', 'MOI', '--new', '--name', 'Phòng Mới', '--headcount', '12', '--alias', 'P. Mới', ...at)
    expect(hoithi('units', 'set', 'MOI', '--until', '31/12/2026', ...at).json).toMatchObject({ updated: 1 })
    const set = hoithi('roster', 'set', 'MOI1', '--new', '--name', 'Lê Mới', '--unit', 'MOI', '--phone', '0905 111 222', ...at)
    expect(set.json).toMatchObject({ added: 1 })
    expect(hoithi('roster', 'show', 'moi1', ...at).json).toMatchObject({ unit: 'Phòng Mới', signIn: { can: true } })
    expect(hoithi('units', 'remove', 'MOI', ...at)).toMatchObject({ code: 1, json: { error: { code: 'unit-used' } } })
    expect(hoithi('units', 'merge', 'MOI', 'XA-LOCAN', ...at).json).toMatchObject({ updated: 2, removed: 1 })
    expect(hoithi('people', 'undo', ...at).json).toMatchObject({ added: 1, updated: 2 })
    expect(hoithi('roster', 'remove', 'MOI1', ...at).json).toMatchObject({ removed: 1 })
    expect(hoithi('units', 'remove', 'MOI', ...at).json).toMatchObject({ removed: 1 })
    expect(hoithi('roster', 'unlock', 'PL0001', ...at).json).toMatchObject({ unlocked: true })
    expect((hoithi('boards', 'list', ...at).json as unknown[]).length).toBe(28)
  })

  it('lists and exports the bank in every format it reads back, and makes links and accounts for those who send questions', () => {
    expect(hoithi('questions', 'list', '--contest', slug, '--state', 'approved').json).toHaveLength(120)
    for (const { format } of questionWriters) {
      const file = join(data, `bank-${format}`)
      expect([format, hoithi('questions', 'export', '--contest', slug, '--format', format, '--out', file).code]).toEqual([format, 0])
      const back = hoithi('questions', 'import', file, '--dry-run').json as { format: string; questions: unknown[] }
      expect([back.format, back.questions.length]).toEqual([format, 120])
    }
    expect(hoithi('questions', 'export', '--contest', slug, '--format', 'csv', '--out', join(data, 'bank-csv')).json).toMatchObject({
      error: { code: 'target-exists' },
    })
    expect(hoithi('upload-link', 'make', '--contest', slug, '--unit', 'no-such').json).toMatchObject({ error: { code: 'unit-unknown' } })
    const [known] = readFileSync(shipped('units.csv'), 'utf8').split('\n').slice(1)
    const code = known?.split(',')[0] ?? ''
    const made = hoithi('upload-link', 'make', '--contest', slug, '--unit', code)
    expect([made.code, made.json]).toEqual([0, expect.objectContaining({ path: expect.stringMatching(/^\/gui-cau-hoi\//) as unknown })])
    expect(hoithi('upload-link', 'list', '--contest', slug).json).toMatchObject([{ unitCode: code, state: 'open' }])
    expect(hoithi('staff', 'add', 'dau-moi', '--name', 'Đầu mối', '--role', 'contributor', '--contest', slug, '--unit', code).code).toBe(0)
    expect(hoithi('staff', 'add', 'ai-do', '--name', 'Ai đó', '--role', 'contributor').code).not.toBe(0)
  }, 120_000)

  it('prints the official documents there are, and says and takes away what was done', () => {
    expect(hoithi('documents', 'list', '--contest', slug).json.items).toContainEqual({ document: 'rulebook', title: 'Thể lệ', round: null })
    const [pdf, csv] = [join(data, 'the-le.pdf'), join(data, 'nhat-ky.csv')]
    expect(hoithi('documents', 'print', 'rulebook', '--contest', slug, '--out', pdf).code).toBe(0)
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
    const wrong = hoithi('documents', 'print', 'booklet', '--contest', slug, '--round', 'tuan-1', '--number', '0', '--out', pdf)
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('invalid-request')])
    const done = hoithi('audit', 'list', '--contest', slug, '--kind', 'contest')
    expect(done.json.items.at(-1)).toMatchObject({ event: 'contest.applied', sentence: { where: { vi: 'hoithi contest' } } })
    expect(hoithi('audit', 'export', '--contest', slug, '--out', csv).code).toBe(0)
    expect(readFileSync(csv, 'utf8')).toContain('lập hội thi')
    expect(hoithi('audit', 'list', '--contest', slug, '--kind', 'audit').json.total).toBe(1)
  })

  it('prints what it understood of a file and writes nothing in a dry run', () => {
    const read = hoithi('questions', 'import', shipped('de-phong-vhtt.docx'), '--dry-run')
    expect(read.code).toBe(0)
    expect(read.json.format).toBe('docx')
    expect(read.json.findings.every(({ severity }: { severity: string }) => severity === 'info')).toBe(true)
    expect(read.json.questions).toHaveLength(40)
    const lacking = join(data, 'lacking.csv')
    writeFileSync(lacking, 'Câu hỏi,A,B,Đáp án\r\nCâu này đủ?,Một,Hai,A\r\nCâu này thiếu?,Một,Hai,\r\n')
    const whole = hoithi('questions', 'import', lacking, '--contest', slug, '--dry-run')
    expect([whole.code, whole.json.questions.length]).toEqual([1, 2])
    const rest = hoithi('questions', 'import', lacking, '--contest', slug, '--dry-run', '--without-broken')
    expect([rest.code, rest.json.questions.map(({ stem }: { stem: string }) => stem)]).toEqual([0, ['Câu này đủ?']])
    expect(rest.json.toMend.map(({ place }: { place: string }) => place)).toEqual(['row 3'])
    const bad = join(data, 'bad.docx')
    writeFileSync(bad, '%PDF-1.7')
    const refused = hoithi('questions', 'import', bad, '--contest', slug)
    expect([refused.code, refused.json.error.code, refused.json.error.findings[0].code]).toEqual([1, 'file-invalid', 'file-pdf'])
  })

  it('ends with 1 for a failure and 2 for a wrong command line', () => {
    expect(hoithi('round', 'publish', 'tuan-1', '--contest', slug, '--digest', '0'.repeat(64))).toMatchObject({
      code: 1,
      json: { error: { code: 'wrong-status' } },
    })
    expect(hoithi('contest', 'show', 'nothing')).toMatchObject({ code: 1, json: { error: { code: 'not-found' } } })
    expect(hoithi('rund').code).toBe(2)
    expect(hoithi('round', 'open').code).toBe(2)
    for (const step of ['approve', 'publish']) expect(hoithi('round', step, 'tuan-1', '--contest', slug).code).toBe(2)
    expect(hoithi('round', 'open', '--help').code).toBe(0)
    expect(hoithi('doctor').json.ok).toBe(true)
  })

  it('serves alone in its directory, is backed up while it serves, and stops on SIGTERM', async () => {
    const server = await startServer(readConfig({ data }, {}))
    try {
      const second = hoithi('serve', '--port', '0')
      expect([second.code, second.json.error.code]).toEqual([1, 'data-in-use'])
      expect(hoithi('contest', 'list').json).toHaveLength(1)
      const file = join(data, 'all.backup')
      expect(hoithi('backup', file).code).toBe(0)
      expect(hoithi('backup', file).json.error.code).toBe('target-exists')
      expect(existsSync(file)).toBe(true)
    } finally {
      expect(await server.stop()).toBe(0)
    }
    expect(hoithi('restore', join(data, 'all.backup')).json.error.code).toBe('target-exists')
  }, 60_000)
})
