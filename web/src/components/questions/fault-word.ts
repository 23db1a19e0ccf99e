import type { Messages } from '#web/messages/vi.ts'
import type { FaultKind } from '#web/questions/faults.ts'

export function faultWord(kind: FaultKind, m: Messages): string {
  return {
    'stem-missing': m.fault.stemMissing,
    'stem-long': m.fault.stemLong,
    'options-few': m.fault.optionsFew,
    'option-missing': m.fault.optionMissing,
    'option-same': m.fault.optionSame,
    'right-missing': m.fault.rightMissing,
    'right-all': m.fault.rightAll,
    'document-missing': m.fault.documentMissing,
    'alt-missing': m.fault.altMissing,
  }[kind]
}
