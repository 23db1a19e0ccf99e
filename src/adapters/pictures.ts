/**
 * Pictures made anew from their pixels, so that nothing but the picture is kept: no camera's place, no second file behind
 * the first, no damage that a browser would have to be trusted with.
 */
export interface RemadePicture {
  readonly mediaType: 'image/png' | 'image/jpeg'
  readonly bytes: Uint8Array
}

/** A phone shows 360 px; three times that is sharp on every screen. */
const SIDE = 1200
const PIXELS = 6000 * 6000

/** Photographs stay JPEG, everything else becomes PNG (a GIF: its first picture). Null for what does not decode. */
export async function remakePicture(bytes: Uint8Array, mediaType: string): Promise<RemadePicture | null> {
  // Loaded with the first picture: few commands ever have one.
  const { default: sharp } = await import('sharp')
  try {
    const picture = sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    return mediaType === 'image/jpeg'
      ? { mediaType, bytes: await picture.jpeg({ quality: 85 }).toBuffer() }
      : { mediaType: 'image/png', bytes: await picture.png({ compressionLevel: 9 }).toBuffer() }
  } catch {
    return null
  }
}
