/**
 * How much of anything there may be: what files, routes, the wire, the bank and the pages all keep to. Each reader of
 * files bounds besides what only it knows (lines, cells, elements) where it reads.
 */

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

/** 20 971 520 → 20, as messages say it. */
export const inMegabytes = (bytes: number): number => bytes / MB

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
  /** A page takes what any form of it brings. */
  page: fileLimits.bytes + MB,
} as const
