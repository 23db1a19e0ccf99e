/** Saves the receipt as a picture, shares its address, and keeps it on the device with what was answered. Without this script the page still shows everything. */
import { keepAccepted } from './attempt/kept-entries.ts'
import { byId, fill, text, wordsOf } from './dom/dom.ts'

interface ReceiptWords {
  readonly title: string
  readonly code: string
  readonly instant: string
  readonly imageHint: string
  readonly imageAlt: string
  readonly shareText: string
  readonly copied: string
  readonly copyFailed: string
}

const root = byId('receipt')
const words = wordsOf<ReceiptWords>(root)
const { code = '', received = '', contest = '', round = '', link = '' } = root.dataset
const status = byId('receipt-status')

void keepAccepted(location.pathname.split('/').pop() ?? '')
byId('receipt-acts').hidden = false
byId('save-image').addEventListener('click', () => void savePicture())
byId('share').addEventListener('click', () => void share())

async function share(): Promise<void> {
  if (typeof navigator.share === 'function') {
    await navigator.share({ title: words.title, text: words.shareText, url: link }).catch(() => undefined)
    return
  }
  try {
    await navigator.clipboard.writeText(`${words.shareText} ${link}`)
    status.textContent = words.copied
  } catch {
    status.textContent = words.copyFailed
  }
}

/** Downloads the picture and shows it too: web views of apps often cannot download, but can keep a pressed picture. */
async function savePicture(): Promise<void> {
  const address = (await draw()).toDataURL('image/png')
  const picture = new Image()
  picture.src = address
  picture.alt = words.imageAlt
  fill(byId('picture'), text('p', words.imageHint), picture)
  const download = text('a', '')
  download.href = address
  download.download = `${code}.png`
  download.click()
}

const width = 720
const height = 1060

async function draw(): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) return canvas
  pen.fillStyle = '#fffdf9'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#5c2d73'
  pen.fillRect(0, 0, width, 16)
  pen.textAlign = 'center'
  let y = lines(pen, contest, 72, 'bold 34px sans-serif', '#2b2622')
  y = lines(pen, `${round} · ${words.title}`, y + 10, '26px sans-serif', '#5f564e')
  y = lines(pen, words.code, y + 36, '24px sans-serif', '#5f564e')
  y = lines(pen, code, y + 58, 'bold 76px monospace', '#5c2d73')
  y = lines(pen, words.instant, y - 20, '24px sans-serif', '#5f564e')
  y = lines(pen, received, y + 4, 'bold 30px sans-serif', '#2b2622')
  const side = 380
  pen.drawImage(await qrPicture(side), (width - side) / 2, y, side, side)
  lines(pen, link, y + side + 36, '22px sans-serif', '#2b2622')
  return canvas
}

/** Writes centred text in as many lines as it needs and gives the baseline of the next one. */
function lines(pen: CanvasRenderingContext2D, said: string, top: number, font: string, colour: string): number {
  pen.font = font
  pen.fillStyle = colour
  const lineHeight = Number(/(\d+)px/.exec(font)?.[1] ?? 24) * 1.35
  let [line, y] = ['', top]
  for (const word of said.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && pen.measureText(longer).width > width - 80) {
      pen.fillText(line, width / 2, y)
      y += lineHeight
      line = word
    } else line = longer
  }
  pen.fillText(line, width / 2, y)
  return y + lineHeight
}

async function qrPicture(side: number): Promise<HTMLImageElement> {
  const copy = root.querySelector('svg.qr')?.cloneNode(true) as SVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(side))
  copy.setAttribute('height', String(side))
  const picture = new Image()
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await picture.decode()
  return picture
}
