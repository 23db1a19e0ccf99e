/** Elements of WordprocessingML by what is done with them. */

/** Content that is shown elsewhere, not at all, or a second time for older programs. */
export const skipped = new Set(['Fallback', 'del', 'moveFrom', 'instrText', 'delText', 'rt'])
/** What a paragraph, a cell or a table looked like before a tracked change: `pPrChange`, `tcPrChange`. */
export const isPast = (name: string): boolean => /^(pPr|rPr|tcPr|trPr|tblPr|tblPrEx|tblGrid|sectPr|numbering)Change$/.test(name)
export const tracked = new Set(['del', 'ins', 'moveFrom', 'moveTo'])
export const drawings = new Set(['drawing', 'pict', 'object'])
export const borders = new Set(['top', 'bottom', 'left', 'right', 'between'])

/** The code of a field that draws a formula of older Word and has no result: `EQ \\f(1,2)`. */
export const isFormulaField = (code: string): boolean => /^\s*EQ\s+\\/i.test(code)
