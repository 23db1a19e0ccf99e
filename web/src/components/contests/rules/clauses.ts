/** Which clauses of the rulebook each part of the form makes. */
export const parts = [
  'names',
  'audience',
  'sign-in',
  'rounds',
  'paper',
  'attempts',
  'prediction',
  'ranking',
  'prizes',
  'collective',
  'referral',
  'documents',
  'publication',
] as const
export type PartName = (typeof parts)[number]

const clausesOf: Readonly<Record<PartName, RegExp>> = {
  names: /^(title|entrants\.organiser)$/,
  audience: /^entrants\.(audience|access|barred)$/,
  'sign-in': /^sign-in\./,
  rounds: /^rounds\./,
  paper: /^paper\.(questions|set-choice|round\.|apart|shuffle|pinned)/,
  attempts: /^paper\.(attempts|extra|time|on-its-way)/,
  prediction: /^paper\.prediction/,
  ranking: /^ranking\./,
  prizes: /^prizes\.(level\.|cap|share|too-few|revoked)/,
  collective: /^prizes\.collective/,
  referral: /^prizes\.referral/,
  documents: /^paper\.document/,
  publication: /^publication\./,
}

export const makesClause = (part: PartName, id: string): boolean => clausesOf[part].test(id)

/** Where in the file what a part says stands, as JSON pointers begin. */
const placesOf: Readonly<Record<PartName, RegExp>> = {
  names: /^\/(title|slug|organiser)/,
  audience: /^\/(audience|access)/,
  'sign-in': /^\/signIn/,
  rounds: /^\/(rounds|zone)/,
  paper: /^\/paper/,
  attempts: /^\/attempts/,
  prediction: /^\/prediction/,
  ranking: /^\/(ranking|minimumCorrect)/,
  prizes: /^\/prizes/,
  collective: /^\/collective/,
  referral: /^\/referral/,
  documents: /^\/documents/,
  publication: /^\/(jury|complaints|incidents|retention)/,
}

/** Findings of rules that are fixed name their place without a slash (contest/rules/frozen.ts). */
export const isOfPart = (part: PartName, place: string): boolean => placesOf[part].test(place.startsWith('/') ? place : `/${place}`)
