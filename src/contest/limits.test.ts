import { expect, it } from 'vitest'
import { fileLimits, inMegabytes, pictureLimits } from './limits.ts'

it('sizes are said in whole MB', () => {
  expect([fileLimits.bytes, pictureLimits.bytes].map(inMegabytes)).toEqual([20, 4])
})
