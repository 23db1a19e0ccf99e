/**
 * Vietnamese in fonts from before Unicode: TCVN3 (TCVN 5712:1993 VN3; .VnTime, .VnArial, …) gives a letter with its marks one
 * place of the upper half of Latin-1, VNI (VNI-Times, …) writes the letter and then a character that stands for its marks.
 * Word keeps such text as Latin-1 letters; which alphabet is meant, only the font says.
 */
import { excerpt } from '../../../findings/findings.ts'
import type { Block, Paragraph, Run } from './blocks.ts'

type Alphabet = 'tcvn3' | 'tcvn3-capitals' | 'vni'

/** From 0xA1; a dot has no letter. */
const tcvn3Letters = 'ĂÂÊÔƠƯĐăâêôơưđ' + '......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ'

const tcvn3: ReadonlyMap<string, string> = new Map(
  [...tcvn3Letters].flatMap((letter, index): [string, string][] => (letter === '.' ? [] : [[String.fromCharCode(0xa1 + index), letter]])),
)

/** Letters that VNI gives a place of their own, in both cases. */
const vniLetters: ReadonlyMap<string, string> = new Map(
  [...'ôơöưñđííììæỉóĩòịîỵÔƠÖƯÑĐÍÍÌÌÆỈÓĨÒỊÎỴ'].flatMap((_, index, all): [string, string][] =>
    index % 2 === 0 ? [[all[index] ?? '', all[index + 1] ?? '']] : [],
  ),
)

const [grave, acute, tilde, hook, dot, circumflex, breve] = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323', '\u0302', '\u0306']

/** Characters that stand for the marks of the letter before them. */
const vniMarks: ReadonlyMap<string, string> = new Map(
  (
    [
      ['ù', acute], ['ø', grave], ['û', hook], ['õ', tilde], ['ï', dot],
      ['â', circumflex], ['á', circumflex + acute], ['à', circumflex + grave], ['å', circumflex + hook], ['ã', circumflex + tilde], ['ä', circumflex + dot],
      ['ê', breve], ['é', breve + acute], ['è', breve + grave], ['ú', breve + hook], ['ü', breve + tilde], ['ë', breve + dot],
    ] as const
  ).flatMap(([sign, marks]): [string, string][] => [[sign, marks], [sign.toUpperCase(), marks]]),
) // prettier-ignore

const alphabetOf = (font: string | null): Alphabet | null => {
  if (font === null) return null
  if (/^\.vn/i.test(font)) return /h$/i.test(font) ? 'tcvn3-capitals' : 'tcvn3'
  return /^vni[- ]/i.test(font) ? 'vni' : null
}

/** Letters only Unicode has: with them a text is what it seems, whatever its font is called. */
const onlyUnicode = /\p{M}|[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]/u
const upperLatin = /[\u00a1-\u00ff\uf0a1-\uf0ff\u03bc]/

/** Word writes the letters of fonts it takes for symbols in the private area, and µ sometimes as the Greek letter. */
const plainSign = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code === 0x3bc) return '\u00b5'
  return code >= 0xf020 && code <= 0xf0ff ? String.fromCharCode(code - 0xf000) : character
}

function convertCharacter(given: string, before: string, alphabet: Alphabet): string {
  const character = plainSign(given)
  if (alphabet === 'tcvn3') return tcvn3.get(character) ?? character
  if (alphabet === 'tcvn3-capitals') return (tcvn3.get(character) ?? character).toLocaleUpperCase('vi')
  // The letter before is read as converted: ô and ö are already ơ and ư there.
  const marks = /[aeouyơưAEOUYƠƯ]/.test(before) ? vniMarks.get(character) : undefined
  return marks ?? vniLetters.get(character) ?? character
}

/** Every paragraph with its old alphabets turned to Unicode; runs that changed say from which font (`converted`). */
export function convertFonts(blocks: readonly Block[]): readonly Block[] {
  const paragraphs = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat(2) : [block]))
  const legacy = paragraphs.filter(isLegacy)
  if (legacy.length === 0) return blocks
  // Files that were converted once often keep the names of their old fonts.
  const inUnicode = legacy.filter(holdsUnicode).length
  const mostlyUnicode = inUnicode * 2 > legacy.length
  const convert = (paragraph: Paragraph): Paragraph =>
    !isLegacy(paragraph) || holdsUnicode(paragraph) || mostlyUnicode ? paragraph : convertParagraph(paragraph)
  return blocks.map((block) =>
    block.kind === 'table' ? { ...block, rows: block.rows.map((row) => row.map((cell) => cell.map(convert))) } : convert(block),
  )
}

const isLegacy = ({ runs }: Paragraph): boolean => runs.some(({ text, marks }) => alphabetOf(marks.font) !== null && /[^\s\d]/.test(text))

const holdsUnicode = ({ runs }: Paragraph): boolean =>
  runs.some(({ text, marks }) => alphabetOf(marks.font) !== null && onlyUnicode.test(text))

function convertParagraph(paragraph: Paragraph): Paragraph {
  let before = ''
  return {
    ...paragraph,
    runs: paragraph.runs.map((run): Run => {
      const alphabet = alphabetOf(run.marks.font)
      if (alphabet === null || run.object !== undefined) {
        before = run.text.at(-1) ?? before
        return run
      }
      let text = ''
      for (const character of run.text) {
        const converted = convertCharacter(character, before, alphabet)
        text += converted
        before = converted
      }
      const changed = upperLatin.test(run.text) || (alphabet === 'tcvn3-capitals' && text !== run.text)
      return changed || text !== run.text ? { ...run, text, converted: excerpt(run.marks.font ?? '', 40) } : run
    }),
  }
}
