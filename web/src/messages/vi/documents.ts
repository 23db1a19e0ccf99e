/** Words of the interface, Vietnamese (the source): official documents. Holes are written `{name}`; see catalogue.ts. */
export const documentWords = {
  documents: {
    open: '{document} (PDF) ↗',
    forWord: '{document} (Word)',
    title: 'Văn bản',
    lead: 'Các văn bản lập từ thể lệ, bộ đề và kết quả của hội thi, để in, trình ký và lưu.',
    ofContest: 'Cả hội thi',
    none: 'Chưa có văn bản nào để bạn in.',
  },
} as const
