/** What has to be done for a contest, in the order of its checklist; of a round each step once a round. */
export const checklistIds = [
  'contest-announced',
  'roster-imported',
  'boards-imported',
  'questions-imported',
  'questions-approved',
  'questions-sufficient',
  'set-locked',
  'round-opened',
  'round-closed',
  'round-tallied',
  'round-approved',
  'round-published',
  'contest-concluded',
] as const
