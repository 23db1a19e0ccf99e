import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import type { HmacVerification } from '#contest/sign-in/provider.ts'
import { receiveHmac } from './signed.ts'

it('takes no parameter whose edge may be of what joins them: two sets would have one signature', () => {
  const verify: HmacVerification = {
    ...{ by: 'hmac', hash: 'sha256', encoding: 'hex', signature: 'sig', signed: ['uid', 'phone', 'ts'] },
    ...{ pairs: false, joiner: '||', time: 'ts', unit: 'seconds' },
  }
  const provider = {
    ...{ id: 'tham-so', name: 'Tham số', clientId: null, verify, back: { to: 'none' } as const },
    proof: { from: 'query', name: 'token', authorize: null } as const,
    claims: {
      ...{
        subject: '/uid',
        name: null,
        phone: '/phone',
        phoneVerified: null,
        email: null,
        staffCode: null,
        unitCode: null,
        birthYear: null,
      },
    },
  }
  const taken = (uid: string, phone: string): boolean => {
    const sig = createHmac('sha256', 'khoa').update(`${uid}||${phone}||1000`).digest('hex')
    const of = { provider, secret: { secret: 'khoa', hosts: [] }, begun: null, now: 1_000_000 }
    return receiveHmac({ ...of, received: { uid, phone, ts: '1000', sig } }, { proofMs: 120_000, skewMs: 30_000 }).ok
  }
  expect([taken('u', '09'), taken('u|', '09'), taken('u', '|09')]).toEqual([true, false, false])
})
