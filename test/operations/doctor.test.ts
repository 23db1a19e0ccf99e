/** What `hoithi doctor` says of a proxy in front, asked beside the real server. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { readConfig } from '#config.ts'
import { serve } from '#main.ts'

const program = fileURLToPath(new URL('../../bin/hoithi.mjs', import.meta.url))

it('says that a proxy is in front and none is named, until one is', async () => {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-doctor-'))
  const proxyLine = async (named = ''): Promise<{ readonly ok: boolean; readonly found: string }> => {
    const env = { ...process.env, HOITHI_TRUST_PROXY: named }
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'doctor', '--json', '--data', data], { env })
    const { checks } = JSON.parse(stdout) as {
      readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly found: string }[]
    }
    const { ok, found } = checks.find(({ name }) => name === 'proxy') ?? { ok: false, found: 'no such line' }
    return { ok, found }
  }
  const server = await serve(readConfig({ data, port: '0' }, {}), null)
  try {
    expect((await fetch(`${server.address}/api/time`)).status).toBe(200)
    expect(await proxyLine()).toEqual({ ok: true, found: 'none named, none seen' })
    await fetch(`${server.address}/api/time`, { headers: { 'x-forwarded-for': '203.0.113.5' } })
    await expect.poll(async () => (await proxyLine()).ok, { timeout: 20_000 }).toBe(false)
    expect((await proxyLine()).found).toMatch(
      /^one is in front \(127\.0\.0\.1, seen 20\d\d-.*\) and none is named: set HOITHI_TRUST_PROXY to its address$/,
    )
    expect(await proxyLine('127.0.0.1')).toEqual({ ok: true, found: 'believed: 127.0.0.1' })
  } finally {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}, 60_000)

it('and every command say of a file that is no database what it is, and leave it so', async () => {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-doctor-'))
  const file = join(data, 'hoithi.sqlite')
  const letter = 'no database at all, but a letter to the board '.repeat(200)
  writeFileSync(file, letter)
  const told = async (...args: readonly string[]) => {
    const asked = promisify(execFile)(process.execPath, [program, ...args, '--json', '--data', data])
    const { code, stdout, stderr } = (await asked.catch((error: unknown) => error)) as {
      readonly code: number
      readonly stdout: string
      readonly stderr: string
    }
    expect(stderr).not.toMatch(/\n\s+at /)
    return {
      code,
      said: JSON.parse(stdout) as { readonly checks: readonly { readonly name: string }[]; readonly error?: { readonly code: string } },
    }
  }
  const doctor = await told('doctor')
  expect([doctor.code, doctor.said.checks.find(({ name }) => name === 'database')]).toMatchObject([
    1,
    { ok: false, found: expect.stringMatching(/^damaged/) as string },
  ])
  expect(await told('contest', 'list')).toMatchObject({ code: 1, said: { error: { code: 'database-damaged', file } } })
  expect(readFileSync(file, 'utf8')).toBe(letter)
  rmSync(data, { recursive: true, force: true })
}, 60_000)
