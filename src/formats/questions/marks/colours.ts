/** Colours as people see them: which of them can be a mark at all, and which are the same one to a reader. */

type Channels = readonly [red: number, green: number, blue: number]

const channelsOf = (hex: string): Channels | null =>
  /^[0-9a-f]{6}$/i.test(hex) ? [parseInt(hex.slice(0, 2), 16), parseInt(hex.slice(2, 4), 16), parseInt(hex.slice(4, 6), 16)] : null

const spread = (channels: Channels): number => Math.max(...channels) - Math.min(...channels)

/** What programs give a link they find, whether or not it leads anywhere. */
const linkColours: ReadonlySet<string> = new Set(['0563c1', '1155cc', '0000ee', '467886', '0066cc', '954f72'])

export const isLinkColour = (hex: string): boolean => linkColours.has(hex.toLowerCase())

/** Black, what web pages and chats call black, and any grey: text in them was pasted, not marked. */
export function isInk(hex: string): boolean {
  const channels = channelsOf(hex)
  if (channels === null) return false
  const most = Math.max(...channels)
  return most <= 0x50 || (most <= 0x80 && spread(channels) < 0x30) || spread(channels) < 0x18
}

/** White and what hardly differs from it: behind text it came with the page it was pasted from. */
export function isPale(hex: string): boolean {
  const channels = channelsOf(hex)
  return channels !== null && spread(channels) < 0x28 && Math.max(...channels) >= 0xd0
}

/** Two reds of one author are one colour, red and orange are two. Distance in the cube of the channels, of at most 441. */
const SAME_COLOUR = 100
/** Degrees: gold is not yellow. */
const SAME_HUE = 12

/** Also for marks that are no colours: those are alike when they are equal. */
export function alike(first: string, second: string): boolean {
  if (first === second) return true
  const [one, other] = [channelsOf(first), channelsOf(second)]
  if (one === null || other === null) return false
  const apart = Math.abs(hueOf(one) - hueOf(other))
  return Math.hypot(...one.map((value, at) => value - (other[at] ?? 0))) <= SAME_COLOUR && Math.min(apart, 360 - apart) <= SAME_HUE
}

/** Degrees on the wheel of colours; 0 for greys. */
function hueOf(channels: Channels): number {
  const [red, green, blue] = channels
  const width = spread(channels)
  if (width === 0) return 0
  const most = Math.max(...channels)
  const sixth = most === red ? (green - blue) / width : most === green ? 2 + (blue - red) / width : 4 + (red - green) / width
  return (sixth * 60 + 360) % 360
}
