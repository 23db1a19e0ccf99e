/** From how somebody wrote a provider to one that makes sense: the only maker of a `Provider`. */
import type { Finding } from '../values.ts'
import {
  claimNames,
  fieldsUse,
  type ApiCall,
  type ClaimPointers,
  type Proof,
  type ProofSource,
  type Provider,
  type SignInRules,
  type Verification,
  type WayBack,
} from './provider.ts'
import type { ProviderInFile, SignInFile } from './schema.ts'

type Report = (place: string, code: string, vi: string, en: string) => void
type VerifyInFile = ProviderInFile['verify']
type CallInFile = NonNullable<VerifyInFile['profile']>

/** Places of findings are JSON pointers below `place`. */
export function checkSignIn(file: SignInFile, place: string): { readonly value: SignInRules; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const report: Report = (at, code, vi, en) => findings.push({ severity: 'error', place: at, code, message: { vi, en } })
  const { roster = true } = file
  const providers = file.providers.map((one, at) => providerOf(one, `${place}/providers/${String(at)}`, report))
  providers.forEach(({ id }, at) => {
    if (providers.findIndex((one) => one.id === id) === at) return
    report(
      `${place}/providers/${String(at)}/id`,
      'provider-repeated',
      `Đã có nhà cung cấp “${id}” ở trên.`,
      `There is a provider “${id}” above.`,
    )
  })
  if (!roster && providers.length === 0) {
    report(
      `${place}/roster`,
      'no-way-in',
      'Không có cách nào để đăng nhập: hãy bật đăng nhập theo danh sách hoặc thêm một nhà cung cấp.',
      'There is no way to sign in: turn the roster on, or add a provider.',
    )
  }
  return { value: { roster, providers }, findings }
}

function providerOf(file: ProviderInFile, place: string, report: Report): Provider {
  const proof = proofOf(file, place, report)
  const verify = verificationOf(file, place, report)
  checkTogether({ proof, verify, clientId: file.clientId ?? null }, place, report)
  return {
    ...{ id: file.id, name: file.name, clientId: file.clientId ?? null },
    ...{ proof, verify, claims: claimsOf(file, place, report), back: wayBackOf(file, place, report) },
  }
}

/** What a proof is usually called there. */
const usualNames: Readonly<Record<ProofSource, string>> = {
  ...{ redirect: 'code', header: 'authorization', query: 'token', fragment: 'token', 'form-post': 'token', bridge: '' },
}

function proofOf({ proof, verify }: ProviderInFile, place: string, report: Report): Proof {
  const { from, authorize = null } = proof
  const isCode = from === 'form-post' && (verify.by === 'openid' || verify.by === 'json-api')
  const name = proof.name ?? (isCode ? 'code' : usualNames[from])
  if (from === 'bridge' && !/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(name)) {
    report(
      `${place}/proof/name`,
      'bridge-path',
      'Cần tên hàm của ứng dụng tính từ window, như “HueS.getToken”.',
      'The function of the app is needed, from window, like “HueS.getToken”.',
    )
  }
  if (from === 'header' && !/^[A-Za-z0-9-]+$/.test(name)) {
    report(
      `${place}/proof/name`,
      'header-name',
      'Tên của header chỉ có chữ, số và gạch nối.',
      'A name of a header has letters, digits and hyphens.',
    )
  }
  if (authorize !== null) {
    checkAddress(`${place}/proof/authorize/url`, authorize.url, report)
    if (!fieldsUse(authorize.fields ?? [], 'state')) {
      report(
        `${place}/proof/authorize`,
        'state-missing',
        'Cần một tham số có giá trị {state}, để biết người quay lại đúng là người đã bấm nút.',
        'A parameter with the value {state} is needed, to know that who comes back is who pressed the button.',
      )
    }
  }
  return { from, name, authorize: authorize === null ? null : { url: authorize.url, fields: authorize.fields ?? [] } }
}

/** What does not go together, though each choice is one by itself. */
function checkTogether({ proof, verify, clientId }: Pick<Provider, 'proof' | 'verify' | 'clientId'>, place: string, report: Report): void {
  const { from, authorize } = proof
  if (verify.by === 'openid' && from !== 'redirect' && from !== 'form-post') {
    report(
      `${place}/proof/from`,
      'openid-begins-here',
      'OpenID Connect bắt đầu từ trang này: chọn “redirect” hoặc “form-post”.',
      'OpenID Connect begins at this site: choose “redirect” or “form-post”.',
    )
  }
  if (verify.by !== 'openid' && from === 'redirect' && authorize === null) {
    report(`${place}/proof/authorize`, 'authorize-missing', 'Cần địa chỉ mà nút bấm dẫn tới.', 'The address the button leads to is needed.')
  }
  if (authorize !== null && (verify.by === 'openid' || !['redirect', 'form-post'].includes(from))) {
    report(
      `${place}/proof/authorize`,
      'authorize-unused',
      'Cách này không dùng địa chỉ để chuyển tới; hãy bỏ đi.',
      'No address to send people to is used so; leave it out.',
    )
  }
  const asks = verify.by === 'openid' || fieldsUse([...(authorize?.fields ?? []), ...callFields(verify)], 'client')
  if (asks && clientId === null) {
    report(
      `${place}/clientId`,
      'client-missing',
      'Cần mã ứng dụng mà nhà cung cấp đã cấp.',
      'The client id that the provider gave is needed.',
    )
  }
}

const callFields = (verify: Verification) =>
  verify.by === 'json-api'
    ? [...verify.exchange.fields, ...(verify.profile?.fields ?? [])]
    : verify.by === 'token'
      ? verify.profile.fields
      : []

const nowhere: ApiCall = { url: '', body: 'form', fields: [], good: null }

type Needed = (name: keyof VerifyInFile) => void

/** Says what the kind needs and has not. */
function verificationOf({ verify }: ProviderInFile, place: string, report: Report): Verification {
  const at = `${place}/verify`
  const needed: Needed = (name) => {
    report(
      `${at}/${name}`,
      'verify-missing',
      `Cách xác minh “${verify.by}” cần mục “${name}”.`,
      `Verification “${verify.by}” needs “${name}”.`,
    )
  }
  const callOf = (name: 'exchange' | 'profile', takes: 'code' | 'token'): ApiCall => {
    const said = verify[name] ?? null
    if (said === null) needed(name)
    return said === null ? nowhere : checkedCall(said, `${at}/${name}`, takes, report)
  }
  switch (verify.by) {
    case 'openid':
      return openidOf(verify, at, needed, report)
    case 'json-api': {
      const { token = null, profile = null } = verify
      if (token !== null) checkPointer(`${at}/token`, token, report)
      if ((token === null) !== (profile === null)) needed(token === null ? 'token' : 'profile')
      return { by: 'json-api', exchange: callOf('exchange', 'code'), token, profile: profile === null ? null : callOf('profile', 'token') }
    }
    case 'token':
      return { by: 'token', profile: callOf('profile', 'token') }
    case 'jws':
      return jwsOf(verify, at, needed, report)
    case 'hmac':
      return hmacOf(verify, at, report)
  }
}

function openidOf(verify: VerifyInFile, at: string, needed: Needed, report: Report): Verification {
  const { issuer = null, scope = 'openid profile phone', secret = 'header', userinfo = true } = verify
  if (issuer === null) needed('issuer')
  else checkAddress(`${at}/issuer`, issuer, report)
  if (!scope.split(' ').includes('openid'))
    report(`${at}/scope`, 'scope-openid', 'Phạm vi phải có “openid”.', 'The scope must have “openid”.')
  return { by: 'openid', issuer: issuer ?? '', scope, secret, userinfo }
}

const usualHmac = {
  hash: 'sha256',
  encoding: 'hex',
  signature: 'sig',
  signed: [],
  pairs: true,
  joiner: '&',
  time: 'ts',
  unit: 'seconds',
} as const

function hmacOf({ by: _by, ...said }: VerifyInFile, at: string, report: Report): Verification {
  const { hash, encoding, signature, signed, pairs, joiner, time, unit } = { ...usualHmac, ...said }
  if (signed.includes(signature) || (signed.length > 0 && !signed.includes(time))) {
    report(
      `${at}/signed`,
      'time-unsigned',
      'Phần được ký phải có thời điểm và không có chính chữ ký.',
      'What is signed must have the time in it, and not the signature itself.',
    )
  }
  if (!pairs && signed.length === 0) {
    report(
      `${at}/signed`,
      'names-unsigned',
      'Khi chỉ ký giá trị, phải nêu tên từng tham số được ký theo thứ tự; nếu không, đổi tên tham số mà chữ ký vẫn đúng.',
      'Where values alone are signed, the signed parameters must be named in their order; else one can be renamed under the same signature.',
    )
  }
  return { by: 'hmac', hash, encoding, signature, signed, pairs, joiner, time, unit }
}

function jwsOf(verify: VerifyInFile, at: string, needed: Needed, report: Report): Verification {
  const { jwks = null, publicKey = null, algorithms = [], audience = '', issuer = null } = verify
  if (algorithms.length === 0) needed('algorithms')
  if (audience === '') needed('audience')
  if (jwks !== null) checkAddress(`${at}/jwks`, jwks, report)
  const isShared = jwks === null && publicKey === null
  if ((jwks !== null && publicKey !== null) || algorithms.some((one) => (one === 'HS256') !== isShared)) {
    report(
      `${at}/algorithms`,
      'jws-key',
      'Chữ ký cần đúng một loại khoá: địa chỉ khoá (jwks), hoặc một khoá công khai (publicKey), hoặc khoá dùng chung trong tệp khoá với HS256.',
      'A signature needs one kind of key: an address of keys (jwks), one public key (publicKey), or with HS256 a shared key in the key file.',
    )
  }
  return { by: 'jws', jwks, publicKey, algorithms, audience, issuer }
}

function checkedCall(
  { url, body = 'form', fields = [], good = null }: CallInFile,
  place: string,
  takes: 'code' | 'token',
  report: Report,
): ApiCall {
  checkAddress(`${place}/url`, url, report)
  if (!fieldsUse(fields, takes)) {
    report(`${place}/fields`, 'call-takes', `Cần một tham số có giá trị {${takes}}.`, `A parameter with the value {${takes}} is needed.`)
  }
  const inAddress = fields.findIndex(({ in: where = 'query', value }) => where === 'query' && value.includes('{secret}'))
  if (inAddress >= 0) {
    report(
      `${place}/fields/${String(inAddress)}`,
      'secret-in-address',
      'Khoá bí mật không đặt trong địa chỉ được, vì địa chỉ hay bị ghi lại; hãy đặt trong header hoặc thân.',
      'A secret is not put into an address, which is often written down; put it into a header or the body.',
    )
  }
  if (good !== null) checkPointer(`${place}/good/at`, good.at, report)
  return { url, body, fields: fields.map(({ in: where = 'query', name, value }) => ({ in: where, name, value })), good }
}

function claimsOf({ claims }: ProviderInFile, place: string, report: Report): ClaimPointers {
  for (const name of claimNames) {
    const pointer = claims[name] ?? null
    if (pointer !== null) checkPointer(`${place}/claims/${name}`, pointer, report)
  }
  if ((claims.phone ?? null) === null && (claims.staffCode ?? null) === null) {
    report(
      `${place}/claims`,
      'nobody-found',
      'Cần số điện thoại hoặc mã cán bộ, để tìm người đó trong danh sách.',
      'The phone or the staff code is needed, to find somebody on the roster.',
    )
  }
  const of = (name: Exclude<(typeof claimNames)[number], 'subject'>): string | null => claims[name] ?? null
  return {
    ...{ subject: claims.subject, name: of('name'), phone: of('phone'), phoneVerified: of('phoneVerified'), email: of('email') },
    ...{ staffCode: of('staffCode'), unitCode: of('unitCode'), birthYear: of('birthYear') },
  }
}

/** Schemes that run something in the page, or open a file. */
const unsafeSchemes = /^(javascript|data|vbscript|file|blob|about|filesystem|view-source):/i

function wayBackOf({ back = { to: 'none' } }: ProviderInFile, place: string, report: Report): WayBack {
  if (back.to === 'close-web-view') return { to: 'close-web-view', bridge: back.bridge ?? null }
  if (back.to === 'none') return { to: 'none' }
  const { link = '' } = back
  if (!/^[a-z][a-z0-9+.-]*:\/\/\S*$/i.test(link) || unsafeSchemes.test(link)) {
    report(
      `${place}/back/link`,
      'link-scheme',
      'Cần địa chỉ của ứng dụng, như “hues://” hoặc “https://…”.',
      'An address of the app is needed, like “hues://” or “https://…”.',
    )
  }
  return { to: 'link', link }
}

function checkAddress(place: string, url: string, report: Report): void {
  if (/^https?:\/\/[^\s/?#@\\]+([/?][^\s#\\]*)?$/i.test(url)) return
  report(place, 'address-not-web', 'Cần địa chỉ đầy đủ, bắt đầu bằng https://.', 'A whole address is needed, beginning with https://.')
}

function checkPointer(place: string, pointer: string, report: Report): void {
  if (/^(\/([^~]|~[01])*)+$/.test(pointer)) return
  report(
    place,
    'pointer-form',
    'Đường dẫn bắt đầu bằng “/”, như “/data/user/phone”.',
    'A pointer begins with “/”, like “/data/user/phone”.',
  )
}
