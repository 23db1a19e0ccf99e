/** What the process of reading.ts does: reads one file. */
import { readBoards } from '../people/boards.ts'
import { readRoster } from '../people/roster.ts'
import { readQuestions } from '../questions/registry.ts'
import type { ReadingRequest, ReadingResult } from './reading.ts'

export function run(request: ReadingRequest): ReadingResult {
  switch (request.what) {
    case 'questions':
      return readQuestions(request.bytes, request.options)
    case 'roster':
      return readRoster(request.bytes, request.options)
    case 'boards':
      return readBoards(request.bytes, request.options)
  }
}
