import { expect, it } from 'vitest'
import { extensionOf, pictureTypes } from './question.ts'

it('gives every type of picture its usual ending', () => {
  expect(pictureTypes.map(extensionOf)).toEqual(['png', 'jpg', 'gif', 'webp'])
})
