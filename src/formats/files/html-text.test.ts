import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { arbitraryText } from '#test/support/formats/arbitrary-questions.ts'
import { htmlToText, textToHtml } from './html-text.ts'

const text = (html: string): string => htmlToText(html).text

describe('text of HTML', () => {
  it.each([
    ['<p>Một</p><p>Hai</p>', 'Một\nHai'],
    ['<p dir="ltr" style="text-align: left;">Ai&nbsp;viết  <b>“Truyện&nbsp;Kiều”</b>?<br></p>', 'Ai viết “Truyện Kiều”?'],
    ['a<br>b<br/><br />c', 'a\nb\n\nc'],
    ['<div>a<div>b</div></div>\n  c', 'a\nb\nc'],
    ['<ul><li>x</li><li>y</li></ul><ol><li>một</li><li>hai</li></ol>', '- x\n- y\n1. một\n2. hai'],
    ['&lt;b&gt; &amp;amp; &#7879; &#x1F600; &eacute; 5 < 6 & 7', '<b> &amp; ệ 😀 é 5 < 6 & 7'],
    ['12 m<sup>2</sup>, H<sub>2</sub>O', '12 m², H₂O'],
    ['<pre>a\n  b</pre>', 'a\nb'],
    ['a<script>alert("b")</script><style>p{}</style><!-- c -->d', 'ad'],
    ['e\u0302\u0323', 'ệ'],
    ['không có thẻ', 'không có thẻ'],
    ['<p>chưa <b>đóng', 'chưa đóng'],
    ['', ''],
  ])('%j is %j', (html, expected) => {
    expect(text(html)).toBe(expected)
  })

  it('names the pictures in order', () => {
    expect(htmlToText('<p>a<img src="@@PLUGINFILE@@/a%20b.png" alt="Sơ đồ"> <IMG SRC=data:image/png;base64,AA=></p>')).toEqual({
      text: 'a',
      pictures: ['@@PLUGINFILE@@/a%20b.png', 'data:image/png;base64,AA='],
      alts: ['Sơ đồ', ''],
      comments: [],
      media: [],
      links: [],
      lossy: false,
    })
  })

  it('says when something was lost', () => {
    const lossy = (html: string): boolean => htmlToText(html).lossy
    expect(['<b>a</b>', '<i>a</i><u>b</u>', 'x<sup>2</sup>', '<a href="b">c</a>', '<script>a</script>'].map(lossy)).toEqual(
      Array(5).fill(false),
    )
    expect(['<table><tr><td>a</td><td>b</td></tr></table>', '<math><mi>x</mi></math>', '<s>a</s>'].map(lossy)).toEqual(Array(3).fill(true))
    expect(htmlToText('x<sup>ab</sup>')).toMatchObject({ text: 'x^(ab)', lossy: true })
    expect(htmlToText('a<span style="color:red; display: none">b<i>c</i></span><p hidden>d</p>e<br style="display:none">f')).toMatchObject({
      text: 'ae\nf',
      lossy: true,
    })
    expect(htmlToText('<table><tr><td>a<td>b<tr><td>c</table>').text).toBe('a | b\nc')
  })

  it('names what is played, opened or only linked to', () => {
    const html =
      'a<audio controls><source src="@@PLUGINFILE@@/a.mp3">a.mp3</audio><video src="b"></video><a href="@@PLUGINFILE@@/c.pdf">c</a><a href="https://x.vn/d.mp3?e">d</a>'
    expect(htmlToText(html)).toMatchObject({
      text: 'acd',
      media: ['@@PLUGINFILE@@/a.mp3', 'b', '@@PLUGINFILE@@/c.pdf', 'https://x.vn/d.mp3?e'],
      links: [],
    })
    const links =
      '<a href="https://x.vn">https://x.vn</a> <a href="https://y.vn/">y</a> <a href="#z">z</a><a href="mailto:a@b.vn">a@b.vn</a>'
    expect(htmlToText(links)).toMatchObject({ media: [], links: ['https://y.vn/'] })
  })

  it('ends whatever is nested or left open', () => {
    for (const piece of ['<a>', '<p>', '<b></i>', '<svg>', '<', '<!--', '&', '<a b="', '</x>', '<table><td>', '<ol><li>']) {
      const { text: read } = htmlToText(piece.repeat(300_000))
      expect(typeof read).toBe('string')
    }
  })

  it('comes back from the HTML of any text', () => {
    fc.assert(
      fc.property(arbitraryText, (words) => {
        expect(htmlToText(`<p>${textToHtml(words)}</p>`).text).toBe(words)
      }),
      { numRuns: cases(1000) },
    )
  })
})
