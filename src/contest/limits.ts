/**
 * How much of anything there may be: what files, routes, the wire, the bank and the pages all keep to. Each reader of
 * files bounds besides what only it knows (lines, cells, elements) where it reads.
 */
import { formatNumber } from './wording.ts'

/** Bytes in what people call a MB. */
const MB = 1024 * 1024

export const fileLimits = {
  /** Of a file somebody sends, and of each part of a message that brings one. */
  bytes: 20 * MB,
  /** Files of one person that were read and wait to be submitted. */
  waiting: 50,
} as const

export const pictureLimits = {
  bytes: 4 * MB,
  /** Of either side; a page shows far less, and decoding more would cost memory. */
  pixels: 6000,
  /** Of one question in a file; nobody looks at more, and each is checked and hashed. */
  inFile: 50,
  /** Sent by one person who does not see the bank, and not yet in it. */
  held: 300,
} as const

/** Of a bank, and so of a file for it. */
export const mostQuestions = 20_000

/** Letters (UTF-16) of the texts of a question as somebody writes it, and how many parts it has. */
export const questionLimits = {
  stem: 4000,
  option: 2000,
  fewestOptions: 2,
  options: 8,
  explanation: 4000,
  document: 500,
  detail: 1000,
  topic: 200,
  pictures: 12,
  alt: 500,
} as const

/** What people say about questions at the desk: a comment, why one is sent back. */
export const commentLimit = 2000

/** Of a paper, and so of its blueprint and of an entry. */
export const paperLimits = {
  questions: 200,
  /** Of a round. */
  fixedSets: 20,
  /** The largest prediction a contest may accept. */
  prediction: 1_000_000_000,
  /** A question on screen: a day. */
  seconds: 86_400,
} as const

/** Of other texts somebody types, in letters (UTF-16). */
export const textLimits = {
  /** A code of a second step of signing in, with blanks. */
  stepCode: 40,
  login: 80,
  /** Of whom an account is for. */
  name: 200,
  password: 200,
  /** Of a question in its bank. */
  code: 20,
  /** As it is typed, with blanks and dots. */
  phone: 40,
  /** Of a receipt as it is typed, with blanks and hyphens. */
  receiptCode: 24,
  /** Of a unit. */
  unitCode: 100,
  /** Of what else is kept of a unit, a person or a member of a board. */
  listed: 200,
  /** Of whose an account is. */
  accountName: 100,
  /** Of whom an upload link is for. */
  label: 200,
  /** A prediction as it is typed: `1.000.000.000`. */
  prediction: formatNumber(paperLimits.prediction, 'vi').length,
  /** What a list is searched for, or narrowed to. */
  search: 200,
} as const

/** Why a second person is asked to take something back. */
export const reasonLimits = { shortest: 5, longest: 1000 } as const

/** For which an upload link may be good. */
export const mostLinkDays = 90

/** Lines of the audit that are looked through for a text, and that one file of it holds: the newest. */
export const mostAuditLines = 50_000

/** Of a trial run: as many invented people as one machine plays, and so long, each. */
export const rehearsalLimits = { fewest: 5, contestants: 20_000, shortestSeconds: 20, seconds: 3600 } as const

/** Rows of a list that one page shows. */
export const pageSize = 25

/** Of units side by side: those of a district fit on one. */
export const unitsPageSize = 100

/** 20 971 520 → 20, as messages say it. */
export const inMegabytes = (bytes: number): number => bytes / MB

/** How many tries at a secret are looked at. */
export interface TryLimit {
  /** Looked at without a wait, inside a window. */
  readonly free: number
  /** The next one waits this long, and each after it this much longer than the one before … */
  readonly stepMs: number
  /** … up to this. */
  readonly longestMs: number
  /** What is counted is forgotten this long after the first try. */
  readonly windowMs: number
}

const minute = 60_000
const hour = 60 * minute

/**
 * Who tries without the right secret is slowed down; nobody is locked out. docs/trust.md says how many guesses a day these
 * come to. A try from a device that signed in to the account before counts as `device` alone, any other as all the rest.
 */
export const tryLimits = {
  /** One device at the account it signed in to. */
  device: { free: 10, stepMs: 5_000, longestMs: minute, windowMs: 6 * hour },
  /** One network (an IPv4 address, an IPv6 /64) at one account. */
  pair: { free: 5, stepMs: 10_000, longestMs: 5 * minute, windowMs: 6 * hour },
  /** All the world at one account: a password, or the phone that belongs to a staff code. */
  account: { free: 30, stepMs: 2_000, longestMs: minute, windowMs: 6 * hour },
  /** All the world at one phone: which staff code it belongs to is one of a few thousand. */
  phone: { free: 20, stepMs: 10_000, longestMs: 5 * minute, windowMs: 6 * hour },
  /** One network at all accounts: a whole office stands behind one address. */
  network: { free: 300, stepMs: 1_000, longestMs: 10_000, windowMs: hour },
  /** All the world at the second step of one account, which only who has the password comes to: six digits, three of a million right. */
  'second-step': { free: 5, stepMs: 30_000, longestMs: 5 * minute, windowMs: 6 * hour },
  /** One network at codes of receipts and at upload links. */
  'look-up': { free: 60, stepMs: 1_000, longestMs: 10_000, windowMs: hour },
} as const satisfies Readonly<Record<string, TryLimit>>

/** A session that goes on in another browser, by digits shown in the first one. */
export const moveLimits = { digits: 6, ms: 2 * minute, tries: 5 } as const

/** Bodies of requests, each no larger than what its route is for. */
export const bodyLimits = {
  /** An entry is a few hundred bytes. */
  usual: 32 * 1024,
  /** A question: four thousand letters a text, some of them four bytes long. */
  question: 256 * 1024,
  /** The same, or a line for every question of a bank. */
  bank: 512 * 1024,
  file: fileLimits.bytes,
  /** Above what a picture may be, so that one too large is refused with what to do. */
  picture: pictureLimits.bytes + MB,
  /** A form of a page, which Kit takes apart in the server's own process; files go to the API by themselves. */
  form: 32 * 1024,
  /** The same of somebody signed in who writes questions: every text of one, or a line for every question of a bank. */
  staffForm: 512 * 1024,
} as const
