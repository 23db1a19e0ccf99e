/** Text on its way into XML that we write. */

/** Characters XML 1.0 cannot hold (section 2.2), also halves of pairs, are left out; everything else stands as itself. */
const legal = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

export const escapeXml = (text: string): string =>
  legal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // Attributes turn line ends into blanks, and a reader may do so with `\r` anywhere.
    .replace(/[\n\r\t]/g, (blank) => `&#${blank.charCodeAt(0)};`)

/** A section whose inside needs no escaping; `]]>` is parted between two. */
export const cdata = (text: string): string => `<![CDATA[${legal(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
