/** How cells of officials' workbooks stand out, on purpose or not. */

/** The insides of a font and of a fill. */
export interface Look {
  readonly font?: string
  readonly fill?: string
}

const solid = (colour: string): string => `<patternFill patternType="solid"><fgColor ${colour}/><bgColor indexed="64"/></patternFill>`
const rgb = (colour: string): string => `rgb="FF${colour}"`
const inColour = (colour: string): Look => ({ font: `<color ${colour}/>` })

export const marks: Readonly<Record<string, Look>> = {
  'yellow fill': { fill: solid(rgb('FFFF00')) },
  'green fill': { fill: solid(rgb('92D050')) },
  'fill of the theme': { fill: solid('theme="7"') },
  red: inColour(rgb('FF0000')),
  'dark red': inColour(rgb('C00000')),
  bold: { font: '<b/>' },
  underline: { font: '<u/>' },
  'bold and red': { font: `<b/><color ${rgb('FF0000')}/>` },
}

export const oddities: Readonly<Record<string, Look>> = {
  'near-black 3A3A3A': inColour(rgb('3A3A3A')),
  'near-black 333333': inColour(rgb('333333')),
  'near-black of the theme': inColour('theme="1" tint="0.249977111117893"'),
  grey: inColour(rgb('808080')),
  'grey of the theme': inColour('theme="0" tint="-0.499984740745262"'),
  'white fill': { fill: solid(rgb('FFFFFF')) },
  'pale fill F2F2F2': { fill: solid(rgb('F2F2F2')) },
  'pale fill of the theme': { fill: solid('theme="0" tint="-4.9989318521683403E-2"') },
  'link of the theme': { font: '<u/><color theme="10"/>' },
  link: { font: `<u/><color ${rgb('0563C1')}/>` },
  'colour of a link': inColour(rgb('0000FF')),
  bold: { font: '<b/>' },
  red: inColour(rgb('FF0000')),
  green: inColour(rgb('00B050')),
  underline: { font: '<u/>' },
  'yellow fill': { fill: solid(rgb('FFFF00')) },
  italic: { font: '<i/>' },
  strike: { font: '<strike/>' },
  'other font': { font: '<name val="Arial"/>' },
}

/** The reds are one colour to a person; a link is never a mark. */
export function showsMark(mark: Look, odd: Look): boolean {
  if (mark.fill !== undefined) return mark.fill === odd.fill
  const parts = (look: Look): readonly string[] => (look.font ?? '').replace('FFC00000', 'FFFF0000').match(/<[^>]+>/g) ?? []
  return !/theme="10"|0563C1/.test(odd.font ?? '') && parts(mark).every((part) => parts(odd).includes(part))
}
