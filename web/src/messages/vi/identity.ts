/** Words of the interface, Vietnamese (the source): signing in and confirming who one is. Holes are written `{name}`; see catalogue.ts. */
export const identityWords = {
  signIn: {
    title: 'Đăng nhập dự thi',
    lead: 'Dùng mã cán bộ và số điện thoại đã đăng ký với đơn vị của bạn.',
    staffCodeHint: 'Ví dụ: PL0123',
    phoneHint: 'Số đã có trong danh sách của đơn vị',
    button: 'Tiếp tục',
    staffCodeMissing: 'Bạn chưa nhập mã cán bộ.',
    phoneMissing: 'Bạn chưa nhập số điện thoại.',
    phoneWrong: 'Đây không phải số điện thoại ở Việt Nam. Ví dụ đúng: 0905 123 456.',
    noMatch: 'Mã cán bộ và số điện thoại này không khớp với danh sách. Hãy xem lại từng ô.',
    tooMany:
      'Vừa có nhiều lần thử sai với mã này, số này hoặc từ mạng này. Hãy đợi {time} rồi thử lại. Bài đã làm (nếu có) vẫn lưu trên máy này.',
    help: 'Không đăng nhập được? Hãy hỏi đầu mối của đơn vị bạn để xem lại mã cán bộ và số điện thoại trong danh sách.',
    expired: 'Phiên đăng nhập đã hết hạn. Hãy đăng nhập lại để tiếp tục; câu trả lời vẫn lưu trên máy này.',
    first: 'Hãy đăng nhập để tiếp tục.',
    errors: 'Chưa đăng nhập được',
  },
  confirm: {
    title: 'Bạn là {name}?',
    wrong: 'Không phải tôi',
    consentTitle: 'Trước khi vào thi',
    consent:
      'Tôi xác nhận thông tin trên là của tôi, đã đọc thể lệ và đồng ý để Ban Tổ chức dùng họ tên, đơn vị, số điện thoại và bài làm của tôi (gồm cả thời gian xem từng câu) cho việc tổ chức, chấm và công bố kết quả hội thi này.',
    readRules: 'Đọc thể lệ',
    button: 'Đúng, tiếp tục',
    missing: 'Hãy đánh dấu vào ô đồng ý để tiếp tục.',
  },
  staffSignIn: {
    title: 'Đăng nhập Ban Tổ chức',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu',
    button: 'Đăng nhập',
    loginMissing: 'Hãy nhập tên đăng nhập.',
    passwordMissing: 'Hãy nhập mật khẩu.',
    wrong: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    tooMany: 'Vừa có nhiều lần thử sai với tài khoản này hoặc từ mạng này. Hãy đợi {time} rồi thử lại.',
    signOut: 'Đăng xuất',
  },
} as const
