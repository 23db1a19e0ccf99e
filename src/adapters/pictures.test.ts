import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { remakePicture } from './pictures.ts'

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#6a3fa0' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitude: '16/1 20/1 0/1' } })
    .toBuffer()

describe('a picture made anew', () => {
  it('keeps what is seen, small enough for a phone, and nothing of where it was taken', async () => {
    const before = await photo()
    expect((await sharp(before).metadata()).exif).toBeDefined()
    const made = await remakePicture(before, 'image/jpeg')
    const after = await sharp(made?.bytes).metadata()
    expect([made?.mediaType, after.format, after.width, after.height, after.exif]).toEqual(['image/jpeg', 'jpeg', 1200, 600, undefined])
  })

  it('leaves behind what somebody hid after its end', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#fff' } })
      .png()
      .toBuffer()
    const made = await remakePicture(Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), 'image/png')
    expect(made?.mediaType).toBe('image/png')
    expect(Buffer.from(made?.bytes ?? []).includes('script')).toBe(false)
  })

  it('is none when it does not decode', async () => {
    const cut = (await photo()).subarray(0, 300)
    expect(await remakePicture(cut, 'image/jpeg')).toBeNull()
    expect(await remakePicture(new Uint8Array([1, 2, 3]), 'image/png')).toBeNull()
  })
})
