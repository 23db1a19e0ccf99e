/** Expected failures of signing in by a provider and of moving a session, as the catalogue has them (errors.ts). */
import type { Bilingual } from './values.ts'

export const signInFailures = {
  'provider-refused': {
    vi: 'Bạn đã không đồng ý, hoặc nhà cung cấp không cho đăng nhập. Chưa có gì được gửi đi. Hãy bấm lại nút đăng nhập và chọn đồng ý, hoặc vào bằng cách khác.',
    en: 'You did not agree, or the provider did not let you in. Nothing was sent. Press the button again and agree, or sign in another way.',
  },
  'proof-missing': {
    vi: 'Lần đăng nhập này chưa xong hoặc được mở từ một trình duyệt khác. Hãy bấm lại nút đăng nhập, ở đúng trình duyệt này.',
    en: 'This sign-in was not finished, or was begun in another browser. Press the button again, in this browser.',
  },
  'proof-late': {
    vi: 'Lần đăng nhập này đã quá hạn. Hãy quay lại ứng dụng rồi mở hội thi lần nữa, hoặc bấm lại nút đăng nhập.',
    en: 'This sign-in took too long. Go back to the app and open the contest again, or press the button again.',
  },
  'proof-replayed': {
    vi: 'Đường dẫn đăng nhập này đã dùng rồi; mỗi đường dẫn chỉ dùng được một lần. Hãy quay lại ứng dụng rồi mở hội thi lần nữa, hoặc bấm lại nút đăng nhập.',
    en: 'This sign-in was used already; each counts once. Go back to the app and open the contest again, or press the button again.',
  },
  'proof-not-for-us': {
    vi: 'Lần đăng nhập này được cấp cho một trang khác, không phải hội thi này. Hãy mở hội thi từ đúng ứng dụng, hoặc bấm lại nút đăng nhập.',
    en: 'This sign-in was made for another site. Open the contest from its own app, or press the button again.',
  },
  'proof-tampered': {
    vi: 'Thông tin đăng nhập đã bị thay đổi trên đường đi nên không dùng được. Hãy quay lại ứng dụng rồi mở hội thi lần nữa; nếu vẫn gặp, hãy báo Ban Tổ chức.',
    en: 'What came with this sign-in was altered on its way and counts for nothing. Go back to the app and open the contest again; if it happens once more, tell the organisers.',
  },
  'provider-away': {
    vi: 'Nơi xác nhận đăng nhập đang không trả lời. Hãy thử lại sau ít phút, hoặc vào bằng cách khác; bài đang làm vẫn còn trên máy này.',
    en: 'The provider does not answer. Try again in a few minutes, or sign in another way; what you did is still on this device.',
  },
  'provider-unready': {
    vi: 'Cách đăng nhập này chưa được cài đặt xong. Hãy vào bằng cách khác và báo Ban Tổ chức.',
    en: 'This way of signing in is not set up yet. Sign in another way and tell the organisers.',
  },
  'roster-sign-in-off': {
    vi: 'Hội thi này không đăng nhập bằng mã cán bộ và số điện thoại. Hãy bấm nút đăng nhập ở trang vào thi, hoặc mở hội thi từ ứng dụng.',
    en: 'This contest is not signed in to by staff code and phone. Press a button on the sign-in page, or open the contest from its app.',
  },
  'not-on-roster': {
    vi: 'Bạn đã đăng nhập đúng, nhưng chưa có tên trong danh sách thí sinh của hội thi này. Hãy nhờ đầu mối của đơn vị hoặc Ban Tổ chức thêm bạn vào danh sách, rồi vào lại.',
    en: 'You signed in, but you are not on the roster of this contest. Ask your unit or the organisers to add you, then come again.',
  },
  'identity-doubtful': {
    vi: 'Bạn đã đăng nhập đúng, nhưng thông tin chưa khớp hẳn với một người trong danh sách thí sinh, nên chưa vào được. Ban Tổ chức đã được báo; hãy liên hệ Ban Tổ chức để xác nhận, hoặc vào bằng cách khác.',
    en: 'You signed in, but what is known of you does not fit one person of the roster for certain. The organisers were told; ask them to confirm who you are, or sign in another way.',
  },
  'wrong-move-code': {
    vi: 'Mã 6 số không đúng. Hãy xem lại mã trên màn hình đang đăng nhập; sau 5 lần sai mã sẽ bị hủy.',
    en: 'The six digits are wrong. Look at them where you are signed in; after five wrong tries they end.',
  },
  'move-ended': {
    vi: 'Mã chuyển đã hết hạn hoặc đã dùng. Hãy lấy mã mới ở nơi đang đăng nhập; mã có hiệu lực 2 phút.',
    en: 'The code is over or was used. Get a new one where you are signed in; it counts for two minutes.',
  },
} as const satisfies Record<string, Bilingual>

export const isSignInFailure = (code: string): code is keyof typeof signInFailures => Object.hasOwn(signInFailures, code)
