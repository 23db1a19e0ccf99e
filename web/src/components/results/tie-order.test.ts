import { expect, it } from 'vitest'
import { orderOf, placeField, reasonField, typedOrder } from './tie-order.ts'

it('a tie is sent in the order of its places, with a reason for each line but the first', () => {
  const form = new FormData()
  form.set('digest', 'x')
  for (const [id, place, reason] of [
    ['a', '2', ' nộp đủ hồ sơ sau '],
    ['b', '1', 'thừa'],
    ['c', '3', 'ít tuổi hơn'],
  ] as const) {
    form.set(placeField(id), place)
    form.set(reasonField(id), reason)
  }
  expect(orderOf(typedOrder(form))).toEqual([
    { entryId: 'b', reason: '' },
    { entryId: 'a', reason: 'nộp đủ hồ sơ sau' },
    { entryId: 'c', reason: 'ít tuổi hơn' },
  ])
})
