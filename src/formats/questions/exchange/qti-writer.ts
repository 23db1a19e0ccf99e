/**
 * Questions as an IMS QTI 3.0 package: a manifest with LOM metadata (difficulty, topic, the document a question is based on), one item
 * a file, its pictures, and a test whose sections are the topics. Valid against the schemas of 1EdTech
 * (imsqti_asiv3p0, imsqtiv3p0_imscpv1p2, imsmd_loose_v1p3p2).
 */
import { zipSync, type Zippable } from 'fflate'
import type { Question } from '#contest/questions/question.ts'
import { letterOf } from '#contest/questions/letters.ts'
import { excerpt } from '../../findings/findings.ts'
import { extensionOf } from '#contest/questions/question.ts'
import type { QuestionWriter, WriteOptions } from '../format.ts'
import { escapeXml } from '../../files/xml-text.ts'

export const qtiWriter: QuestionWriter = {
  format: 'qti',
  extension: 'zip',
  mediaType: 'application/zip',
  drops: ['apart'],
  write: writePackage,
}

/** A question under the names it has in the package. */
interface Item {
  readonly question: Question
  readonly identifier: string
  readonly href: string
  /** Where its pictures are, by digest. */
  readonly pictures: ReadonlyMap<string, string>
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
/** The first day a ZIP file can name: the same questions give the same bytes. */
const mtime = new Date(1980, 0, 1)

function writePackage(questions: readonly Question[], { picture, title }: WriteOptions): Uint8Array {
  const files: Zippable = {}
  const text = new TextEncoder()
  const taken = new Set<string>()
  const items = questions.map((question, index): Item => {
    const identifier = itemIdentifier(question.code, index, taken)
    const pictures = new Map<string, string>()
    for (const { digest, mediaType } of question.pictures) {
      const bytes = picture(digest)
      if (bytes === undefined) continue
      const name = `pictures/${digest.slice(0, 32)}.${extensionOf(mediaType)}`
      pictures.set(digest, name)
      // Pictures are packed already.
      files[name] = [bytes, { level: 0, mtime }]
    }
    return { question, identifier, href: `items/${identifier}.xml`, pictures }
  })
  files['imsmanifest.xml'] = [text.encode(manifestXml(items, title)), { mtime }]
  files['test.xml'] = [text.encode(testXml(items, title)), { mtime }]
  for (const item of items) files[item.href] = [text.encode(itemXml(item)), { mtime }]
  return zipSync(files)
}

/** Identifiers are XML names without a colon, and file names that differ on every system. */
function itemIdentifier(code: string, index: number, taken: Set<string>): string {
  const plain = /^[A-Za-z_][\w.-]{0,60}$/.test(code) && !taken.has(code.toLowerCase()) ? code : `item-${index + 1}`
  taken.add(plain.toLowerCase())
  return plain
}

const titleOf = (text: string): string => escapeXml(excerpt(text, 120) || '–')

function manifestXml(items: readonly Item[], title: string): string {
  const resources = items.map(
    ({ question, identifier, href, pictures }) => `    <resource identifier="RES-${identifier}" type="imsqti_item_xmlv3p0" href="${href}">
      <metadata>
        <qtiMetadata xmlns="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0"><timeDependent>false</timeDependent><interactionType>choiceInteraction</interactionType></qtiMetadata>
${lomXml(question)}      </metadata>
      <file href="${href}"/>
${[...new Set(pictures.values())].map((name) => `      <file href="${name}"/>\n`).join('')}    </resource>
`,
  )
  const dependencies = items.map(({ identifier }) => `      <dependency identifierref="RES-${identifier}"/>\n`)
  return `${head}<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="MANIFEST">
  <metadata>
    <schema>QTI Package</schema>
    <schemaversion>3.0.0</schemaversion>
    <lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><title>${words(title)}</title></general></lom>
  </metadata>
  <organizations/>
  <resources>
    <resource identifier="RES-TEST" type="imsqti_test_xmlv3p0" href="test.xml">
      <file href="test.xml"/>
${dependencies.join('')}    </resource>
${resources.join('')}  </resources>
</manifest>
`
}

const words = (text: string): string => `<string language="vi">${escapeXml(text)}</string>`

const difficulties = { 1: 'easy', 2: 'medium', 3: 'difficult' } as const

/** The source is the relation `isbasedon`, described by the name of the document and then by the place in it. */
function lomXml({ topic, difficulty, source }: Question): string {
  const level =
    difficulty === null
      ? ''
      : `<educational><difficulty><source>LOMv1.0</source><value>${difficulties[difficulty]}</value></difficulty></educational>`
  const relation =
    source === null
      ? ''
      : `<relation><kind><source>LOMv1.0</source><value>isbasedon</value></kind><resource>${[source.document, source.detail]
          .map((text) => `<description>${words(text)}</description>`)
          .join('')}</resource></relation>`
  const classification =
    topic === null
      ? ''
      : `<classification><purpose><source>LOMv1.0</source><value>discipline</value></purpose><taxonPath><taxon><entry>${words(topic)}</entry></taxon></taxonPath></classification>`
  const inside = `${level}${relation}${classification}`
  return inside === '' ? '' : `        <lom xmlns="http://ltsc.ieee.org/xsd/LOM">${inside}</lom>\n`
}

/** Questions that follow one another under one topic are a section; those without a topic stand in one that nobody sees. */
function testXml(items: readonly Item[], title: string): string {
  const sections: { readonly topic: string | null; readonly items: Item[] }[] = []
  for (const item of items) {
    const { topic } = item.question
    const last = sections.at(-1)
    if (last?.topic === topic) last.items.push(item)
    else sections.push({ topic, items: [item] })
  }
  const sectionXml = ({ topic, items: inside }: (typeof sections)[number], index: number): string =>
    `    <qti-assessment-section identifier="SECTION-${index + 1}" title="${titleOf(topic ?? title)}" visible="${topic !== null}">
${inside.map(({ identifier, href }) => `      <qti-assessment-item-ref identifier="${identifier}" href="${href}"/>\n`).join('')}    </qti-assessment-section>
`
  return `${head}<qti-assessment-test xmlns="${asi}" identifier="TEST" title="${titleOf(title)}">
  <qti-test-part identifier="PART" navigation-mode="nonlinear" submission-mode="simultaneous">
${sections.map(sectionXml).join('')}  </qti-test-part>
</qti-assessment-test>
`
}

const asi = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0'

function itemXml({ question, identifier, pictures }: Item): string {
  const { stem, options, correct, optionOrder, explanation } = question
  const several = correct.length > 1
  const shown = (option: number | null): string =>
    question.pictures
      .filter((one) => one.option === option && pictures.has(one.digest))
      .map(({ digest, alt }) => `<p><img src="../${pictures.get(digest) ?? ''}" alt="${escapeXml(alt)}"/></p>`)
      .join('')
  const choices = options.map(
    (option, position) =>
      `      <qti-simple-choice identifier="${letterOf(position)}">${option === '' ? '' : paragraph(option)}${shown(position)}</qti-simple-choice>\n`,
  )
  const set = (score: 0 | 1): string =>
    `<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">${score}</qti-base-value></qti-set-outcome-value>`
  return `${head}<qti-assessment-item xmlns="${asi}" identifier="${identifier}" title="${titleOf(stem)}" xml:lang="vi" adaptive="false" time-dependent="false">
  <qti-response-declaration identifier="RESPONSE" cardinality="${several ? 'multiple' : 'single'}" base-type="identifier">
    <qti-correct-response>${correct.map((position) => `<qti-value>${letterOf(position)}</qti-value>`).join('')}</qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="1"/>
${explanation === null ? '' : '  <qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>\n'}  <qti-item-body>
    <div>${paragraph(stem)}${shown(null)}</div>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="${optionOrder === 'shuffled'}" max-choices="${several ? 0 : 1}">
${choices.join('')}    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing>
    <qti-response-condition>
      <qti-response-if><qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>${set(1)}</qti-response-if>
      <qti-response-else>${set(0)}</qti-response-else>
    </qti-response-condition>
${explanation === null ? '' : explained}  </qti-response-processing>
${explanation === null ? '' : `  <qti-modal-feedback outcome-identifier="FEEDBACK" identifier="EXPLANATION" show-hide="show"><qti-content-body>${paragraph(explanation)}</qti-content-body></qti-modal-feedback>\n`}</qti-assessment-item>
`
}

/** Shown to everybody once they have answered, whatever they chose. */
const explained =
  '    <qti-set-outcome-value identifier="FEEDBACK"><qti-base-value base-type="identifier">EXPLANATION</qti-base-value></qti-set-outcome-value>\n'

const paragraph = (text: string): string => `<p>${text.split('\n').map(escapeXml).join('<br/>')}</p>`
