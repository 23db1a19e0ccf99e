/** Clauses of what becomes of a result: secrecy, approval, publication and checking, personal data, trouble and complaints. */
import { endsByHand } from '../criteria.ts'
import type { ContestRules } from '../rules/rules.ts'
import type { Bilingual } from '../values.ts'
import { complaintWords, incidentWords, retentionWords } from './words.ts'

export const publication = ({
  jury: { approvals },
  paper,
  ranking: order,
  complaints,
  incidents,
  retention,
}: ContestRules): readonly { readonly id: string; readonly text: Bilingual }[] => [
  {
    id: 'publication.secrecy',
    text: {
      vi: 'Trong thời gian thi, thí sinh không xem được đáp án; phần mềm không cho bất kỳ ai xem số câu đúng và số dự đoán của thí sinh. Kết quả chỉ được công bố sau khi tuần thi kết thúc và được phê duyệt.',
      en: 'While a round is open no contestant sees the key, and the software shows nobody who was right or what was predicted. Results are published only after the round has closed and they have been approved.',
    },
  },
  {
    id: 'publication.approval',
    text: {
      vi: `Kết quả của một tuần thi chỉ được công bố khi ${approvals === 1 ? 'thành viên' : `ít nhất ${approvals} thành viên`} Ban Giám khảo đã phê duyệt đúng bảng xếp hạng và giải thưởng được công bố. Trước khi công bố, phần mềm kiểm đếm lại từ các bài dự thi và so với bản đã phê duyệt.`,
      en: `The results of a round are published only once ${approvals === 1 ? 'a juror has' : `at least ${approvals} jurors have`} approved exactly these standings and prizes. Before publication the entries are counted anew and compared with what was approved.`,
    },
  },
  {
    id: 'publication.receipt',
    text: {
      vi: 'Mỗi bài dự thi được nhận có một biên nhận có chữ ký số và mã gồm mười ký tự để tra cứu, kiểm chứng.',
      en: 'Every accepted entry gets a signed receipt with a ten-character code by which it can be found and checked.',
    },
  },
  {
    id: 'publication.reasons',
    text: {
      vi: 'Kết quả được công bố kèm lý do xếp hạng của từng người đạt giải.',
      en: "Results are published with the reason for each winner's place.",
    },
  },
  {
    id: 'publication.seeds',
    text: {
      vi: `Số ngẫu nhiên dùng để ${paper.fixedSets === null ? 'rút đề' : 'xếp thứ tự câu hỏi, phương án'}${endsByHand(order) ? '' : ' và bốc thăm'} được công bố cùng kết quả.`,
      en: endsByHand(order)
        ? 'The random seed of the papers is published with the results.'
        : 'The random seeds of the papers and of the public lot are published with the results.',
    },
  },
  ...(retention === null ? [] : [{ id: 'publication.retention', text: retentionWords(retention) }]),
  ...(incidents === null ? [] : [{ id: 'publication.incidents', text: incidentWords(incidents) }]),
  ...(complaints === null ? [] : [{ id: 'publication.complaints', text: complaintWords(complaints) }]),
]
