import { expect, it } from 'vitest'
import { createCodec } from '#store/database/codec.ts'
import { knownDevice, rememberOn } from './known-devices.ts'

const app = { codec: createCodec(Buffer.alloc(32, 1)) }

it('knows a device by the last five accounts it signed in to, and by no other', () => {
  let device: string | null = null
  for (const account of ['a', 'b', 'a', 'c', 'd', 'e']) device = rememberOn(app, device, account)
  const name = device?.slice(0, 16)
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((account) => knownDevice(app, device, account))).toEqual([name, name, name, name, name, null])
  device = rememberOn(app, device, 'f')
  expect([knownDevice(app, device, 'b'), knownDevice(app, device, 'f'), device.length]).toEqual([null, name, 96])
})

it('takes nothing it did not make', () => {
  const device = rememberOn(app, null, 'a')
  const other = rememberOn({ codec: createCodec(Buffer.alloc(32, 2)) }, null, 'a')
  expect([null, '', other, device.slice(0, 20), `${device}=`, `${rememberOn(app, null, 'b').slice(0, 16)}${device.slice(16)}`].map((made) => knownDevice(app, made, 'a'))).toEqual([null, null, null, null, null, null]) // prettier-ignore
  expect(knownDevice(app, device, 'a')).toBe(device.slice(0, 16))
  expect(rememberOn(app, 'no device', 'a')).toHaveLength(32)
})
