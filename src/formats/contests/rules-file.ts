/**
 * The rules as a value somebody wrote, in a file or on a page: the shape is checked by the published JSON Schema, the sense by
 * `checkRules`. Findings' places are JSON pointers (RFC 6901) into the value.
 */
import { Compile, type Validator } from 'typebox/compile'
import { checkRules } from '#contest/rules/check.ts'
import { rulesSchema, textForms, type RulesFile } from '#contest/rules/schema.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Bilingual, Checked, Finding } from '#contest/values.ts'

let validator: Validator | undefined

export function readRulesFile(value: unknown): Checked<ContestRules> {
  validator ??= Compile(rulesSchema as never)
  const findings = shapeFindings(validator.Errors(value))
  // Without a finding the schema vouches for the shape.
  return findings.length > 0 ? { ok: false, findings } : checkRules(value as RulesFile)
}

interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly message: string
  readonly params: Readonly<Record<string, unknown>>
}

function shapeFindings(errors: readonly SchemaError[]): readonly Finding[] {
  const findings = errors.flatMap((error): Finding[] => {
    const { keyword, instancePath, params } = error
    // Said again, in better words, by another error.
    if (keyword === 'boolean' || (keyword === 'type' && params['type'] === 'null')) return []
    if (
      keyword === 'anyOf' &&
      errors.some((other) => other !== error && other.keyword !== 'anyOf' && other.instancePath.startsWith(instancePath))
    )
      return []
    const names = (key: string) => (params[key] as readonly string[] | undefined) ?? []
    if (keyword === 'additionalProperties') {
      return names('additionalProperties').map((name) =>
        finding(`${instancePath}/${escapePointer(name)}`, 'key-unknown', {
          vi: `Không có mục “${name}” ở đây.`,
          en: `There is no key “${name}” here.`,
        }),
      )
    }
    if (keyword === 'required') {
      const missing = names('requiredProperties')
        .map((name) => `“${name}”`)
        .join(', ')
      return [finding(instancePath, 'key-missing', { vi: `Thiếu ${missing}.`, en: `${missing} is missing.` })]
    }
    return [finding(instancePath, `shape-${keyword}`, wordsOf(error))]
  })
  return findings.filter((one, index) => findings.findIndex((other) => other.place === one.place && other.code === one.code) === index)
}

const kinds: Readonly<Record<string, Bilingual>> = {
  integer: { vi: 'số nguyên', en: 'an integer' },
  string: { vi: 'chữ (đặt trong dấu ngoặc kép nếu cần)', en: 'text (in quotation marks if needed)' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'danh sách', en: 'a list' },
  object: { vi: 'nhóm mục', en: 'a group of keys' },
}

/** How texts of a form are written, by its pattern. */
const formWords: ReadonlyMap<string, Bilingual> = new Map([
  [
    textForms.id,
    {
      vi: 'Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối ở giữa, như “tuan-1”.',
      en: 'A key has small letters without marks, digits and hyphens between them only, like “tuan-1”.',
    },
  ],
  [
    textForms.wallTime,
    {
      vi: 'Ngày giờ viết theo thứ tự năm-tháng-ngày giờ:phút, như “2026-09-13 20:00”; không có giờ thì chỉ viết ngày, như “2026-09-13”.',
      en: 'Write date and time as year-month-day hour:minute, like “2026-09-13 20:00”; a day alone like “2026-09-13”.',
    },
  ],
  [
    textForms.date,
    { vi: 'Ngày viết theo thứ tự năm-tháng-ngày, như “2026-09-13”.', en: 'Write a date as year-month-day, like “2026-09-13”.' },
  ],
])

function wordsOf({ keyword, schemaPath, params, message }: SchemaError): Bilingual {
  const limit = String(params['limit'])
  switch (keyword) {
    case 'type': {
      const kind = kinds[String(params['type'])]
      return { vi: `Ở đây phải là ${kind?.vi ?? String(params['type'])}.`, en: `This must be ${kind?.en ?? String(params['type'])}.` }
    }
    case 'const': {
      const allowed = String(params['allowedValue'])
      return schemaPath.includes('/anyOf/')
        ? { vi: `Hoặc là “${allowed}”.`, en: `Or “${allowed}”.` }
        : { vi: `Ở đây phải là ${allowed}.`, en: `This must be ${allowed}.` }
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly string[]).join(', ')
      return { vi: `Ở đây phải là một trong: ${allowed}.`, en: `This must be one of: ${allowed}.` }
    }
    case 'minimum':
      return { vi: `Số này phải từ ${limit} trở lên.`, en: `This number must be at least ${limit}.` }
    case 'maximum':
      return { vi: `Số này không được quá ${limit}.`, en: `This number must be at most ${limit}.` }
    case 'minItems':
      return { vi: `Danh sách cần ít nhất ${limit} mục.`, en: `The list needs at least ${limit} items.` }
    case 'maxLength':
      return { vi: `Chữ ở đây dài nhất ${limit} ký tự.`, en: `This text has at most ${limit} characters.` }
    case 'minLength':
      return { vi: `Chữ ở đây cần ít nhất ${limit} ký tự.`, en: `This text needs at least ${limit} characters.` }
    case 'maxItems':
      return { vi: `Danh sách có tối đa ${limit} mục.`, en: `The list has at most ${limit} items.` }
    case 'pattern':
      return formWords.get(String(params['pattern'])) ?? { vi: 'Cách viết không đúng.', en: 'This is not written as it should be.' }
    default:
      return { vi: `Giá trị không hợp lệ (${message}).`, en: `Not a valid value (${message}).` }
  }
}

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
export const unescapePointer = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~')

const finding = (place: string, code: string, message: Bilingual): Finding => ({ severity: 'error', place, code, message })
