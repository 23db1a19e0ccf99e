/** Words of the interface, English: the server itself. */
import type { CatalogueOf } from '../message.ts'
import type { operationWords as source } from '../vi/operations.ts'

export const operationWords: CatalogueOf<typeof source> = {
  clock: {
    title: 'The server’s clock may be wrong',
    text: 'No round is opened or closed and no entry is accepted until the clock is right again or somebody confirms it. What contestants answered is on their devices and is sent again by itself.',
    now: 'The server says {time}. Compare it with the true time.',
    ahead: '{time} ahead of',
    behind: '{time} behind',
    log: 'what was recorded last',
    database: 'the database’s clock',
    timeServer: 'the time server',
    reading: 'The server’s clock is {offset} {source}.',
    wayOut: 'If that is not the time: have the machine’s clock set; the server notices within a second.',
    confirm: 'The server is right',
    confirmText: 'Confirm only when the time above agrees with the true time. The audit says who confirmed.',
    cannot: 'An administrator of the server can confirm.',
    notable: 'The server’s clock is {offset} {source}; it does not touch the contest yet, but tell the administrator.',
  },
}
