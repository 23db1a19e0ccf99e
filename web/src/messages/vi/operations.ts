/** Words of the interface, Vietnamese (the source): the server itself. */
export const operationWords = {
  clock: {
    title: 'Đồng hồ của máy chủ có thể sai',
    text: 'Chưa tuần thi nào được mở, đóng, và chưa bài nào được nhận cho đến khi đồng hồ đúng trở lại hoặc có người xác nhận. Bài của thí sinh vẫn nằm trên máy của họ và tự gửi lại.',
    now: 'Máy chủ đang ghi: {time}. Hãy đối chiếu với giờ thật.',
    ahead: 'nhanh {time} so với',
    behind: 'chậm {time} so với',
    log: 'việc được ghi gần nhất trong dữ liệu',
    database: 'đồng hồ của cơ sở dữ liệu',
    timeServer: 'máy chủ thời gian',
    reading: 'Đồng hồ máy chủ {offset} {source}.',
    wayOut: 'Nếu giờ trên sai: nhờ người quản trị chỉnh đồng hồ của máy; hệ thống tự nhận ra trong một giây.',
    confirm: 'Giờ của máy chủ đúng',
    confirmText: 'Chỉ xác nhận khi giờ máy chủ ghi ở trên khớp với giờ thật. Việc xác nhận được ghi vào nhật ký.',
    cannot: 'Người quản trị máy chủ xác nhận được.',
    notable: 'Đồng hồ máy chủ {offset} {source}; chưa ảnh hưởng đến cuộc thi, nên báo người quản trị.',
  },
} as const
