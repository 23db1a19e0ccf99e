/** `hoithi round analysis` as people and scripts use it: exit codes, JSON, lines, and a file that is never overwritten. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RoundAnalysis } from '#contract/analysis.ts'
import { readSheets } from '#formats/sheets/table.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeLiveContest } from '../support/live.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let data: string
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'hoithi-analysis-'))
  const { app, close } = await openApp(readConfig({ data }, { HOITHI_CLOSING_GRACE_MS: '0' }), 'server')
  const contest = await makeLiveContest(app, 250)
  await answerRound(app, contest)
  await departNow(app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' })
  await stepDueRounds(app)
  await close()
})
afterAll(() => {
  rmSync(data, { recursive: true, force: true })
})

function analysis(...args: readonly string[]) {
  const program = [join(root, 'bin', 'hoithi.mjs'), 'round', 'analysis', ...args, '--data', data]
  return spawnSync(process.execPath, program, { encoding: 'utf8' })
}

it('prints the analysis as JSON or as lines, and writes the spreadsheet once', () => {
  const whole = JSON.parse(analysis('tuan-1', '--contest', 'phu-loc-2024', '--json').stdout) as RoundAnalysis
  expect([whole.entries, whole.questions.length]).toEqual([250, 120])
  const suspect = whole.questions.find(({ flags }) => flags[0]?.kind === 'key-suspect')
  const lines = analysis('tuan-1', '--contest', 'phu-loc-2024').stdout.split('\n')
  expect(lines[0]).toBe('Tuần 1: 250 bài được tính, mỗi đề 15 câu')
  expect(lines.find((line) => line.startsWith(suspect?.code ?? '?'))).toContain('Nghi sai đáp án')

  const file = join(data, 'phan-tich.xlsx')
  const written = analysis('tuan-1', '--contest', 'phu-loc-2024', '--out', file, '--json')
  expect([written.status, (JSON.parse(written.stdout) as { file: string }).file]).toEqual([0, file])
  const read = readSheets(readFileSync(file), 'phan-tich.xlsx')
  expect(read.ok && read.value.length).toBe(4)
  const again = analysis('tuan-1', '--contest', 'phu-loc-2024', '--out', file, '--json')
  expect([again.status, (JSON.parse(again.stdout) as { error: { code: string } }).error.code]).toEqual([1, 'target-exists'])
})

it('refuses a round whose log is not closed, and a command without its round', () => {
  const early = analysis('tuan-2', '--contest', 'phu-loc-2024', '--json')
  expect([early.status, (JSON.parse(early.stdout) as { error: { code: string } }).error.code]).toEqual([1, 'wrong-status'])
  expect(analysis('--contest', 'phu-loc-2024').status).toBe(2)
})
