/**
 * The one catalogue of expected failures. Each says what happened, that nothing is lost, and what to do next.
 * HTTP statuses belong to http/problems.ts, exit codes to the command line; docs/errors.md lists exactly these (a test).
 */
import { signInFailures } from './sign-in-failures.ts'
import type { Bilingual, Finding } from './values.ts'

export const errorCatalogue = {
  'not-found': { vi: 'Không tìm thấy nội dung này. Hãy kiểm tra lại đường dẫn.', en: 'This could not be found. Check the address.' },
  'invalid-request': {
    vi: 'Dữ liệu gửi lên không hợp lệ, chưa có gì thay đổi. Hãy tải lại trang rồi thử lại.',
    en: 'What was sent is not valid; nothing was changed. Reload the page and try again.',
  },
  'not-signed-in': {
    vi: 'Bạn chưa đăng nhập hoặc phiên đã hết hạn. Hãy đăng nhập lại; những gì đã làm vẫn còn trên máy này.',
    en: 'You are not signed in, or the session has ended. Sign in again; what you did is still on this device.',
  },
  forbidden: {
    vi: 'Tài khoản của bạn không có quyền làm việc này. Nếu cần, hãy liên hệ Ban Tổ chức.',
    en: 'Your account may not do this. If it should, contact the organisers.',
  },
  'foreign-origin': {
    vi: 'Yêu cầu đến từ một trang khác nên bị từ chối. Hãy mở lại trang của hội thi.',
    en: 'The request came from another site and was refused. Open the page of the contest again.',
  },
  'wrong-credentials': {
    vi: 'Thông tin đăng nhập không khớp. Hãy xem lại từng ô rồi thử lại.',
    en: 'The sign-in details do not match. Check each field and try again.',
  },
  'wrong-code': {
    vi: 'Mã không đúng, đã hết hạn hoặc đã dùng rồi. Hãy chờ mã mới trong ứng dụng xác thực rồi nhập lại, hoặc dùng một mã dự phòng.',
    en: 'This code is wrong, over, or used already. Wait for the next one in the authenticator app, or use a recovery code.',
  },
  'too-many-attempts': {
    vi: 'Vừa có quá nhiều lần thử sai với tài khoản này hoặc từ mạng này. Hãy đợi rồi thử lại.',
    en: 'There have just been too many wrong tries at this account or from this network. Wait, then try again.',
  },
  barred: {
    vi: 'Thành viên Ban Tổ chức, Ban Giám khảo và Tổ giúp việc không được dự thi. Nếu có nhầm lẫn, hãy liên hệ Ban Tổ chức.',
    en: 'Members of the organising board, the jury and the helping team may not enter. If this is a mistake, contact the organisers.',
  },
  ...signInFailures,
  'consent-required': {
    vi: 'Bạn cần xác nhận thông tin và đồng ý với thể lệ trước khi vào thi.',
    en: 'Confirm your details and agree to the rules before you start.',
  },
  'round-not-open': {
    vi: 'Tuần thi chưa mở. Nút “Vào thi” sẽ sáng đúng giờ mở.',
    en: 'The round is not open yet. The button will come alive at the opening instant.',
  },
  'round-not-ready': { vi: 'Tuần thi chưa mở được vì chưa chốt bộ đề.', en: 'The round cannot open: no question set is locked.' },
  'round-closed': {
    vi: 'Tuần thi đã kết thúc nên bài không được nhận. Bài của bạn vẫn lưu trên máy này.',
    en: 'The round has ended, so the entry was not accepted. Your answers are still on this device.',
  },
  'late-start-refused': {
    vi: 'Không còn đủ thời gian làm bài trước khi tuần thi kết thúc nên không vào thi được.',
    en: 'Not enough time is left before the round ends, so you cannot start.',
  },
  'attempts-exhausted-today': {
    vi: 'Hôm nay bạn đã dùng hết số lượt thi của một ngày. Ngày mai bạn thi tiếp được, nếu tuần thi còn mở.',
    en: 'You have used all attempts of this day. You may go on tomorrow, while the round is open.',
  },
  'paper-set-needed': {
    vi: 'Hãy chọn một trong các đề còn lại rồi bấm “Vào thi”.',
    en: 'Choose one of the sets that are left, then press “Start”.',
  },
  'attempts-exhausted': { vi: 'Bạn đã dùng hết lượt thi của tuần này.', en: 'You have used all attempts of this round.' },
  'extra-attempt-unsaid': {
    vi: 'Thể lệ chưa nói bài của lượt thi thêm được tính thế nào nên chưa cho thi thêm được. Hãy ghi điều đó ở phần Lượt thi của thể lệ trước.',
    en: 'The rules do not say how an additional attempt counts, so none can be given. Say it under Attempts of the rules first.',
  },
  'attempt-left': {
    vi: 'Thí sinh vẫn còn lượt thi hoặc đang làm bài trong tuần thi này nên chưa cần thi thêm. Chưa có gì thay đổi.',
    en: 'This contestant still has an attempt in this round, or is answering; none is needed in addition. Nothing was changed.',
  },
  'attempt-expired': {
    vi: 'Đã hết thời gian làm bài nên bài không được nhận. Bài của bạn vẫn lưu trên máy này.',
    en: 'The time limit has passed, so the entry was not accepted. Your answers are still on this device.',
  },
  'already-submitted': {
    vi: 'Lượt thi này đã có bài nộp khác. Bài nộp trước vẫn được giữ nguyên.',
    en: 'This attempt already has another entry. The earlier one stands.',
  },
  'different-body': {
    vi: 'Bài này đã được nhận với nội dung khác. Bài đã nhận được giữ nguyên.',
    en: 'This entry was already accepted with other content. The accepted one stands.',
  },
  'invalid-answers': {
    vi: 'Bài làm không khớp với đề thi. Hãy tải lại trang; câu trả lời vẫn lưu trên máy này.',
    en: 'The answers do not fit the paper. Reload the page; your answers are still on this device.',
  },
  'prediction-required': {
    vi: 'Bạn chưa nhập số dự đoán. Hãy nhập một số từ 0 đến mức tối đa.',
    en: 'The prediction is missing. Enter a number from 0 to the maximum.',
  },
  'prediction-out-of-range': {
    vi: 'Số dự đoán nằm ngoài khoảng cho phép. Hãy nhập một số từ 0 đến mức tối đa.',
    en: 'The prediction is outside the allowed range. Enter a number from 0 to the maximum.',
  },
  busy: {
    vi: 'Rất nhiều người đang vào cùng lúc nên máy chủ chưa làm được việc này; chưa có gì bị mất. Hãy thử lại sau ít giây.',
    en: 'Many people are here at once, so this was not done yet; nothing is lost. Try again in a few seconds.',
  },
  'queue-full': {
    vi: 'Rất nhiều người đang vào cùng lúc. Bài của bạn được giữ đúng thời điểm đã gửi; máy sẽ tự thử lại.',
    en: 'Many people are here at once. Your place in time is kept; this device will try again by itself.',
  },
  'shutting-down': {
    vi: 'Máy chủ đang khởi động lại. Bài vẫn lưu trên máy này; máy sẽ tự thử lại.',
    en: 'The server is restarting. Your answers are on this device; it will try again by itself.',
  },
  'storage-unavailable': {
    vi: 'Kho dữ liệu tạm thời không ghi được. Bài vẫn lưu trên máy này; máy sẽ tự thử lại.',
    en: 'The storage cannot be written just now. Your answers are on this device; it will try again by itself.',
  },
  'storage-away': {
    vi: 'Kho dữ liệu tạm thời không dùng được nên việc này chưa làm được. Những gì đã được nhận vẫn còn nguyên; hãy thử lại sau ít giây.',
    en: 'The storage cannot be used just now, so this was not done. What was accepted is safe; try again in a few seconds.',
  },
  'clock-doubtful': {
    vi: 'Đồng hồ của máy chủ có thể sai, nên lúc này chưa nhận bài và chưa mở, đóng tuần thi. Bài vẫn lưu trên máy này; máy sẽ tự thử lại.',
    en: 'The server’s clock may be wrong, so nothing is accepted, opened or closed just now. Your answers are on this device; it will try again by itself.',
  },
  'end-passed': {
    vi: 'Thời điểm kết thúc mới phải ở sau lúc này; chưa có gì thay đổi.',
    en: 'The new end must lie ahead of now; nothing was changed.',
  },
  'not-announced': {
    vi: 'Hội thi chưa được công bố. Hãy công bố thể lệ trước.',
    en: 'The contest is not announced yet. Announce its rules first.',
  },
  'round-overlaps': {
    vi: 'Trong thời gian ấy có tuần thi khác đang mở hoặc sẽ mở; các tuần thi không được chồng lên nhau.',
    en: 'Another round is open or opens in that time; rounds of a contest do not overlap.',
  },
  'rounds-past': {
    vi: 'Có tuần thi đã qua, nên sẽ không bao giờ mở; chưa có gì thay đổi. Hãy xem lại ngày giờ. Nếu đúng là hội thi đã qua thì thêm --past.',
    en: 'A round lies in the past and would never open; nothing was changed. Look at its dates again. If the contest is indeed over, add --past.',
  },
  'file-exists': {
    vi: 'Đã có tệp này; không ghi đè. Hãy chọn tên khác.',
    en: 'There is such a file already; it is not overwritten. Choose another name.',
  },
  conflict: {
    vi: 'Có người vừa thay đổi việc này. Hãy tải lại trang để xem trạng thái mới.',
    en: 'Somebody has just changed this. Reload the page to see its new state.',
  },
  'wrong-status': {
    vi: 'Chưa làm được việc này ở trạng thái hiện tại của tuần thi.',
    en: 'This cannot be done in the present status of the round.',
  },
  'doubts-undecided': {
    vi: 'Có người đạt giải còn bị nghi là thành viên một ban hoặc có hai dòng trong danh sách; chưa duyệt được. Hãy vào “Thí sinh & đơn vị”, mục “Có thể là một người”, quyết định từng cặp, kiểm đếm lại rồi duyệt.',
    en: 'Somebody who won a prize may be a board member or stand on the roster twice, so this cannot be approved yet. Decide each pair under “May be one person” on the people page, tally again, then approve.',
  },
  'tie-open': {
    vi: 'Có thí sinh bằng nhau ở mọi tiêu chí mà giải thưởng phụ thuộc vào thứ tự giữa họ. Ban Tổ chức phải quyết định (mục “Đồng hạng” của tuần thi) trước khi phê duyệt, công bố.',
    en: 'Contestants are equal by every criterion and prizes depend on their order. The organisers decide first (“Ties” of the round); then the result is approved and published.',
  },
  'result-changed': {
    vi: 'Kết quả đã được kiểm đếm lại sau khi bạn mở trang này; chưa có gì thay đổi. Hãy tải lại trang, xem lại bảng xếp hạng và giải thưởng rồi làm lại bước này.',
    en: 'The result was tallied again after you opened this page; nothing was changed. Reload the page, look at the standings and prizes again, then repeat the step.',
  },
  'result-differs': {
    vi: 'Kết quả đang lưu không khớp với kết quả kiểm đếm lại từ các bài dự thi, hoặc với bản đã phê duyệt; chưa có gì được công bố. Hãy kiểm đếm lại, xem có gì khác rồi phê duyệt lại.',
    en: 'The stored result does not agree with a fresh count of the entries, or with what was approved; nothing was published. Tally again, look at what differs, and have it approved anew.',
  },
  'log-differs': {
    vi: 'Bài dự thi đang lưu không khớp với nhật ký đã ký của tuần thi, nên chưa kiểm đếm và chưa công bố gì: dữ liệu bị hỏng hoặc đã bị sửa sau khi nhận bài. Hãy giữ nguyên máy chủ và các bản sao lưu, báo Ban Giám khảo, rồi đối chiếu với bản sao lưu.',
    en: 'The stored entries are not those of the signed log of the round, so nothing was tallied or published: the data is damaged, or was changed after the entries were accepted. Leave the server and its backups as they are, tell the jury, and compare with a backup.',
  },
  'sealed-damaged': {
    vi: 'Phần niêm phong của tuần thi (hạt giống, khoá của bài dự thi hoặc bộ đề đã chốt) không mở được, nên chưa kiểm đếm và chưa công bố gì: dữ liệu bị hỏng hoặc đã bị sửa. Hãy giữ nguyên máy chủ và các bản sao lưu, báo Ban Giám khảo, rồi lấy lại phần này từ một bản sao lưu có trước khi hỏng.',
    en: 'What is sealed of the round (its seeds, the key of its entries, or its locked questions) does not open, so nothing was tallied or published: the data is damaged, or was changed. Leave the server and its backups as they are, tell the jury, and take this part back from a backup made before the damage.',
  },
  'contest-archived': {
    vi: 'Hội thi đã kết thúc và dữ liệu cá nhân đã được xóa theo lịch lưu trữ, nên không làm việc này được nữa. Kết quả đã công bố, biên nhận và bằng chứng vẫn tra cứu, kiểm chứng được.',
    en: 'The contest is over and its personal data was erased on schedule, so this can no longer be done. What was published, receipts and proofs can still be looked up and checked.',
  },
  'erasure-blocked': {
    vi: 'Chưa xóa được dữ liệu cá nhân: hội thi chưa xong, còn trong thời hạn khiếu nại, hoặc còn đề nghị thu hồi giải chưa quyết định; chưa có gì bị xóa. Trang “Lưu trữ” nói rõ còn vướng gì.',
    en: 'Personal data cannot be erased yet: the contest is not over, results may still be doubted, or a prize that somebody asked to take back is undecided; nothing was erased. The page “Archive” says what is in the way.',
  },
  'erasure-changed': {
    vi: 'Những gì sẽ bị xóa không còn như trang bạn đã xem hoặc như người kia đã đề nghị; chưa có gì bị xóa. Hãy tải lại trang, xem lại rồi làm lại bước này.',
    en: 'What would be erased is no longer what you saw, or what the other asked for; nothing was erased. Reload the page, look again, then repeat the step.',
  },
  'not-published': { vi: 'Kết quả chưa được công bố. Hãy quay lại sau.', en: 'The result is not published yet. Come back later.' },
  'rules-invalid': { vi: 'Thể lệ có chỗ chưa đúng; chưa có gì thay đổi.', en: 'The rules have mistakes; nothing was changed.' },
  'rules-frozen': {
    vi: 'Tuần thi đã mở nên không đổi được những điều này của thể lệ.',
    en: 'A round has opened, so these rules can no longer change.',
  },
  'file-invalid': { vi: 'Tệp có chỗ chưa đọc được; chưa có gì được nhập.', en: 'The file has problems; nothing was imported.' },
  'file-required': { vi: 'Chưa có tệp nào được gửi lên.', en: 'No file was sent.' },
  'payload-too-large': {
    vi: 'Dữ liệu gửi lên quá lớn nên bị từ chối trước khi đọc.',
    en: 'What was sent is too large and was refused before it was read.',
  },
  'practice-locked': {
    vi: 'Câu này nằm trong bộ đề đã chốt của một tuần thi nên không đưa ra thi thử được; câu dùng chung hình với bộ đề đã chốt cũng vậy.',
    en: 'This question, or a picture of it, stands in the locked set of a round, so nobody may practise with it.',
  },
  'nothing-to-lock': { vi: 'Ngân hàng câu hỏi chưa đủ để chốt bộ đề.', en: 'The question bank is not sufficient to lock a set.' },
  'set-locked': {
    vi: 'Bộ đề của tuần thi đã chốt nên không đổi được; chưa có gì thay đổi. Muốn sửa, hãy mở chốt bộ đề trước (cần hai người).',
    en: 'The question set of the round is locked, so this cannot change; nothing was changed. To change it, release the lock first (two people).',
  },
  'second-person-needed': {
    vi: 'Việc này cần hai người: người đề nghị không tự đồng ý được, bằng tài khoản nào của mình cũng vậy. Hãy nhờ một người khác của Ban Tổ chức hoặc Ban Giám khảo.',
    en: 'This needs two people: whoever asks cannot agree, with any account of theirs. Ask somebody else of the organisers or the jury.',
  },
  'edited-meanwhile': {
    vi: 'Có người vừa lưu một bản khác. Nội dung bạn đang sửa vẫn còn; hãy so hai bản rồi lưu lại.',
    en: 'Somebody has just saved another version. What you typed is still here; compare the two, then save again.',
  },
  'wrong-state': {
    vi: 'Chưa làm được việc này ở trạng thái hiện tại của câu hỏi.',
    en: 'This cannot be done in the present state of the question.',
  },
  'second-person': {
    vi: 'Người soạn hoặc gửi bản này không được tự duyệt. Hãy nhờ một người khác duyệt.',
    en: 'Whoever wrote or sent this version may not approve it. Ask another person to.',
  },
  'comment-required': {
    vi: 'Trả lại câu hỏi thì cần ghi rõ lý do. Hãy viết nhận xét rồi trả lại.',
    en: 'A question is sent back with its reason. Write a comment, then send it back.',
  },
  'question-invalid': {
    vi: 'Câu hỏi còn chỗ chưa đúng; chưa có gì thay đổi. Hãy sửa rồi lưu lại.',
    en: 'The question has mistakes; nothing was changed. Mend them and save again.',
  },
  'bank-full': {
    vi: 'Ngân hàng đã đủ số câu hỏi tối đa; chưa có câu nào được thêm.',
    en: 'The bank holds as many questions as it may; none was added.',
  },
  'contribution-not-ready': {
    vi: 'Tệp còn câu chưa dùng được, hoặc không còn câu nào để gửi. Hãy sửa hoặc bỏ các câu đó rồi gửi lại.',
    en: 'Some questions of the file cannot be used yet, or none is left to send. Mend them or leave them out, then submit.',
  },
  'contribution-submitted': {
    vi: 'Tệp này đã được gửi nên chỉ xem được, không sửa được nữa.',
    en: 'This file has been submitted: it can be read, but no longer changed.',
  },
  'too-many-contributions': {
    vi: 'Đã có quá nhiều tệp chờ gửi. Hãy gửi hoặc xoá bớt rồi tải tệp mới lên.',
    en: 'Too many files are waiting. Submit or delete some, then upload the new one.',
  },
  'too-many-pictures': {
    vi: 'Đã gửi quá nhiều hình. Hãy dùng lại các hình đã gửi, hoặc nhờ Ban Tổ chức thêm hình.',
    en: 'Too many pictures were sent. Use those you have sent, or ask the organisers to add one.',
  },
  'link-ended': {
    vi: 'Liên kết này không dùng được: chưa đúng, đã hết hạn, đã dùng hoặc đã bị thu hồi. Hãy xin Ban Tổ chức liên kết mới.',
    en: 'This link does not work: it is wrong, over, used or revoked. Ask the organisers for a new one.',
  },
  'format-unknown': {
    vi: 'Không xuất được định dạng này. Hãy chọn một trong các định dạng có sẵn.',
    en: 'This format cannot be written. Choose one of those offered.',
  },
  'unit-unknown': {
    vi: 'Hội thi không có đơn vị mang mã này. Hãy xem lại danh sách đơn vị.',
    en: 'The contest has no unit with this code. Check the list of units.',
  },
  'unit-circle': {
    vi: 'Một đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó; chưa có gì thay đổi.',
    en: 'A unit cannot belong to itself or to one below it; nothing was changed.',
  },
  'unit-used': {
    vi: 'Còn người trong danh sách, tài khoản hoặc câu hỏi thuộc đơn vị này, hoặc kết quả đã nhắc đến nó, nên không xóa được; chưa có gì thay đổi. Hãy gộp đơn vị này vào đơn vị khác.',
    en: 'People, accounts or questions still belong to this unit, or a result names it, so it cannot be removed; nothing was changed. Merge it into another unit.',
  },
  'unit-list-closed': {
    vi: 'Danh sách để tính tỷ lệ dự thi của các đơn vị đã chốt theo thể lệ, nên không đổi số người của đơn vị được nữa; chưa có gì thay đổi.',
    en: 'By the rules the list that rates of participation rest on is closed, so headcounts of units no longer change; nothing was changed.',
  },
  'unit-name-taken': {
    vi: 'Cách viết này đã dùng cho một đơn vị khác; chưa có gì thay đổi. Hai đơn vị không thể mang cùng một tên.',
    en: 'Another unit already goes by this spelling; nothing was changed. Two units cannot have one name.',
  },
  'code-taken': {
    vi: 'Mã này đã có trong danh sách; chưa có gì thay đổi. Hãy xem lại dòng đang mang mã này.',
    en: 'This code is in the list already; nothing was changed. Look at the line that has it.',
  },
  'person-took-part': {
    vi: 'Người này đã vào thi nên không xóa khỏi danh sách được: bài và biên nhận phải còn người đứng tên; chưa có gì thay đổi.',
    en: 'This person has begun to take part and cannot be removed: papers and receipts need somebody they belong to; nothing was changed.',
  },
  'nothing-to-undo': {
    vi: 'Không còn gì để hoàn tác: sau lần thay đổi ấy danh sách đã được thay đổi tiếp. Hãy tải lại trang.',
    en: 'There is nothing left to undo: the lists were changed again since. Reload the page.',
  },
  'last-administrator': {
    vi: 'Đây là quản trị viên cuối cùng còn dùng được nên không khóa được; chưa có gì thay đổi. Hãy tạo một quản trị viên khác trước.',
    en: 'This is the last administrator that works and cannot be disabled; nothing was changed. Make another administrator first.',
  },
  'login-taken': { vi: 'Tên đăng nhập này đã có người dùng.', en: 'This login is taken.' },
  'administrator-role': {
    vi: 'Tài khoản quản trị không giữ vai trò trong hội thi nào. Hãy tạo một tài khoản khác cho việc của hội thi.',
    en: 'An administrator holds no role in any contest. Make another account for the work of a contest.',
  },
  'weak-password': {
    vi: 'Mật khẩu này dễ đoán nên chưa dùng được; chưa có gì thay đổi. Hãy chọn một câu dài nhiều từ.',
    en: 'This password is easy to guess, so it was not taken; nothing was changed. Choose a long sentence of several words.',
  },
  'round-in-the-way': {
    vi: 'Một tuần thi thật đang mở hoặc sắp mở trên máy chủ này, nên chưa vận hành thử được: mọi sức máy dành cho người dự thi. Hãy vận hành thử sau khi tuần thi kết thúc.',
    en: 'A real round is open or about to open on this server, so no trial run begins: the machine belongs to those who take part. Begin one after the round.',
  },
  'trial-run-pass': {
    vi: 'Đây là bản vận hành thử của một hội thi, không phải hội thi thật. Hãy mở bằng đường dẫn đầy đủ mà Ban Tổ chức gửi.',
    en: 'This is a trial run of a contest and not the contest. Open it by the whole address the organisers sent.',
  },
  'password-given': {
    vi: 'Mật khẩu của tài khoản này do người khác tạo. Hãy đổi thành mật khẩu của riêng bạn rồi tiếp tục.',
    en: 'Somebody else made the password of this account. Take one of your own, then go on.',
  },
  'unknown-schema': {
    vi: 'Cơ sở dữ liệu không phải của phiên bản này (mới hơn, hoặc của phần mềm khác); không có gì bị thay đổi.',
    en: 'The database is not of this version (newer, or of another program); nothing was changed.',
  },
  'key-missing': {
    vi: 'Thiếu tệp khoá của dữ liệu đang có, nên máy chủ không khởi động và không tạo khoá mới. Hãy đặt lại đúng tệp đó (có trong bản sao lưu) vào thư mục dữ liệu.',
    en: 'A key file of the data that is there is missing, so the server does not start and makes no new one. Put that file back into the data directory (a backup holds it).',
  },
  'key-foreign': {
    vi: 'Tệp khoá không phải là khoá của cơ sở dữ liệu này, nên máy chủ không khởi động. Hãy đặt lại tệp khoá đã dùng với dữ liệu này, hoặc kiểm tra địa chỉ cơ sở dữ liệu.',
    en: 'The key file is not the one this database was written with, so the server does not start. Put back the key file of this data, or check the address of the database.',
  },
  'key-damaged': {
    vi: 'Tệp khoá trống hoặc bị hỏng nên máy chủ không khởi động và không tạo khoá mới. Hãy đặt lại đúng tệp đó (có trong bản sao lưu) vào thư mục dữ liệu.',
    en: 'The key file is empty or damaged, so the server does not start and makes no new one. Put that file back into the data directory (a backup holds it).',
  },
  'key-exposed': {
    vi: 'Người khác trên máy này đọc được tệp khoá nên máy chủ không khởi động. Hãy chạy chmod 600 cho tệp đó rồi khởi động lại.',
    en: 'Others on this machine can read the key file, so the server does not start. Run chmod 600 on it and start again.',
  },
  'database-missing': {
    vi: 'Thư mục dữ liệu có tệp khoá nhưng cơ sở dữ liệu không có hoặc trống, nên máy chủ không khởi động. Hãy sửa địa chỉ cơ sở dữ liệu; hoặc dời các tệp khoá đi nơi khác rồi khôi phục từ bản sao lưu, hay bắt đầu từ đầu.',
    en: 'The data directory holds key files but the database is missing or empty, so the server does not start. Mend the address of the database; or move the key files away, then restore a backup or begin anew.',
  },
  'database-damaged': {
    vi: 'Tệp cơ sở dữ liệu bị hỏng, nên máy chủ không khởi động và không ghi gì thêm. Hãy dời tệp này cùng các tệp khoá đi nơi khác, giữ nguyên chúng, rồi khôi phục từ bản sao lưu gần nhất.',
    en: 'The database file is damaged, so the server does not start and writes nothing to it. Move it and the key files away, keep them as they are, and restore the latest backup.',
  },
  'data-in-use': { vi: 'Một máy chủ khác đang dùng thư mục dữ liệu này.', en: 'Another server is using this data directory.' },
  'target-exists': { vi: 'Nơi ghi đã có dữ liệu; không ghi đè.', en: 'There is data at the target already; it is not overwritten.' },
  'backup-damaged': {
    vi: 'Tệp sao lưu bị hỏng hoặc không phải do phần mềm này tạo ra; chưa có gì được khôi phục.',
    en: 'The backup file is damaged or was not made by this program; nothing was restored.',
  },
  'proof-invalid': {
    vi: 'Bằng chứng không khớp: biên nhận hoặc mốc niêm phong đã bị thay đổi, hoặc không thuộc nhau.',
    en: 'The proof does not hold: the receipt or the checkpoint was altered, or they do not belong together.',
  },
} as const satisfies Record<string, Bilingual>

export type ErrorCode = keyof typeof errorCatalogue

/** What a failure carries beside its code; shown to people only where a reader of http/problems.ts lets it through. */
export interface ErrorDetail {
  readonly findings?: readonly Finding[]
  readonly retryAfterSeconds?: number
  readonly [fact: string]: unknown
}

/** An expected failure. `message` is English, for logs; screens use the catalogue. */
export class ContestError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(errorCatalogue[code].en)
    this.name = 'ContestError'
    this.code = code
    this.detail = detail
  }
}
