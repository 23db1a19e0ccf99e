/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that digests and commitments can be recomputed by
 * anybody. Member names are ordered by their UTF-16 code units, numbers and strings are written as ECMAScript writes them.
 */

/**
 * @throws TypeError for what has no canonical form: a number that is not finite, a lone surrogate, `undefined`, and
 * everything that is no JSON value (functions, bigints, dates, bytes, instances of classes).
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'object') return Array.isArray(value) ? array(value) : object(value)
  throw new TypeError(`no canonical JSON for this ${typeof value}`)
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('no canonical JSON for a lone surrogate')
  return JSON.stringify(text)
}

/** Walked by position, so that a hole is met as `undefined` and refused. */
function array(values: readonly unknown[]): string {
  let text = '['
  for (let position = 0; position < values.length; position++) {
    text += (position === 0 ? '' : ',') + canonicalJson(values[position])
  }
  return text + ']'
}

function object(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('no canonical JSON for an instance of a class')
  const members = value as Readonly<Record<string, unknown>>
  let text = '{'
  // Array.prototype.sort without a comparison orders by UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  for (const name of Object.keys(members).sort()) {
    text += (text === '{' ? '' : ',') + quote(name) + ':' + canonicalJson(members[name])
  }
  return text + '}'
}
