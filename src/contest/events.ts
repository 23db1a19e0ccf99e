/** The one catalogue of audit events: each is written in the transaction of its act. Data never holds personal data. */
import type { Bilingual } from './values.ts'

/** By name, what happened, as the audit page says it. */
export const auditEvents = {
  'contest.applied': { vi: 'Đặt hoặc đổi thể lệ hội thi', en: 'Rules of a contest were set or changed' },
  'contest.announced': { vi: 'Công bố hội thi', en: 'The contest was announced' },
  'units.imported': { vi: 'Nhập đơn vị', en: 'Units were imported' },
  'roster.imported': { vi: 'Thêm hoặc sửa người trong danh sách', en: 'People were added to the roster or changed' },
  'boards.imported': { vi: 'Thêm thành viên vào một ban', en: 'Members were added to a board' },
  'units.changed': { vi: 'Thêm, sửa, xóa hoặc gộp đơn vị bằng tay', en: 'Units were added, changed, removed or merged by hand' },
  'boards.changed': {
    vi: 'Thêm, sửa hoặc xóa thành viên một ban bằng tay',
    en: 'Members of a board were added, changed or removed by hand',
  },
  'person.added': {
    vi: 'Thêm một người vào danh sách bằng tay, hoặc sau khi tuần thi đầu đã mở',
    en: 'Somebody was added to the roster by hand, or after the first opening',
  },
  'person.changed': { vi: 'Sửa thông tin của một người trong danh sách', en: 'Fields of somebody on the roster were changed' },
  'person.removed': { vi: 'Xóa một người khỏi danh sách', en: 'Somebody was removed from the roster' },
  'person.phone-shown': { vi: 'Xem số điện thoại của một người', en: 'The phone number of somebody was looked at' },
  'person.unlocked': { vi: 'Mở lại đăng nhập cho một người sau nhiều lần thử sai', en: 'Somebody may sign in again after wrong tries' },
  'person.attempt-asked': {
    vi: 'Đề nghị cho một thí sinh thi thêm một lượt',
    en: 'Somebody asked to give a contestant another attempt',
  },
  'person.attempt-withdrawn': {
    vi: 'Đề nghị cho thi thêm một lượt bị rút lại hoặc từ chối',
    en: 'A request to give a contestant another attempt was withdrawn or refused',
  },
  'person.attempt-given': {
    vi: 'Người thứ hai đồng ý, thí sinh được thi thêm một lượt',
    en: 'A second person agreed and a contestant has another attempt',
  },
  'person.doubt-proposed': {
    vi: 'Đề nghị quyết định hai dòng có là một người hay không',
    en: 'A decision whether two lines are one person was proposed',
  },
  'person.doubt-decided': { vi: 'Quyết định hai dòng có là một người hay không', en: 'Whether two lines are one person was decided' },
  'person.account-bound': {
    vi: 'Một tài khoản của nhà cung cấp đăng nhập được nhận là của một thí sinh',
    en: 'An account at a provider was taken for that of a contestant',
  },
  'person.account-doubted': {
    vi: 'Chưa rõ một tài khoản của nhà cung cấp đăng nhập là của ai',
    en: 'Whose an account at a provider is could not be said for certain',
  },
  'person.account-decided': {
    vi: 'Quyết định một tài khoản của nhà cung cấp đăng nhập có là của một thí sinh hay không',
    en: 'Whether an account at a provider is that of a contestant was decided',
  },
  'people.change-asked': {
    vi: 'Đề nghị thay đổi về người, chờ người thứ hai',
    en: 'Changes to people were asked for and wait for a second person',
  },
  'people.change-made': {
    vi: 'Người thứ hai đồng ý, thay đổi về người đã thực hiện',
    en: 'A second person agreed and the changes to people were made',
  },
  'people.change-refused': {
    vi: 'Đề nghị thay đổi về người bị từ chối hoặc rút lại',
    en: 'Changes to people that were asked for were refused or taken back',
  },
  'people.undone': { vi: 'Hoàn tác lần thay đổi cuối về người', en: 'The last change of people was taken back' },
  'people.exported': { vi: 'Xuất danh sách người hoặc đơn vị', en: 'A list of people or units was taken away' },
  'questions.imported': { vi: 'Nhập câu hỏi vào ngân hàng', en: 'Questions were added to the bank' },
  'blueprint.changed': { vi: 'Đổi cơ cấu đề của một tuần thi', en: 'What the papers of a round are made of was changed' },
  'questions.locked': { vi: 'Chốt bộ đề cho một tuần thi', en: 'A question set was locked and given to one round' },
  'lock.release-asked': { vi: 'Đề nghị mở chốt bộ đề', en: 'Somebody asked to release the locked set of a round' },
  'lock.release-withdrawn': {
    vi: 'Đề nghị mở chốt bộ đề bị rút lại hoặc từ chối',
    en: 'A request to release the locked set of a round was withdrawn or refused',
  },
  'lock.released': {
    vi: 'Người thứ hai đồng ý, bộ đề đã mở chốt',
    en: 'A second person agreed and the locked set was taken from its round',
  },
  'questions.exported': { vi: 'Xuất câu hỏi của ngân hàng', en: 'Questions of the bank were exported' },
  'questions.changed': { vi: 'Sửa nhiều câu hỏi cùng lúc', en: 'Several questions of the bank were changed at once' },
  'question.written': { vi: 'Soạn một câu hỏi', en: 'A question was written at the desk' },
  'question.edited': { vi: 'Sửa một câu hỏi thành phiên bản mới', en: 'A new version of a question was made' },
  'question.moved': { vi: 'Chuyển trạng thái một câu hỏi', en: 'A question came to another state' },
  'question.assigned': { vi: 'Giao câu hỏi cho một người hoặc thu lại', en: 'A question was given to somebody or taken back' },
  'question.tied': {
    vi: 'Buộc hoặc thôi buộc hai câu không ra cùng một đề',
    en: 'Two questions were tied never to be drawn together, or untied',
  },
  'contribution.uploaded': { vi: 'Tải lên một tệp câu hỏi để sửa', en: 'A file of questions was uploaded to be mended' },
  'contribution.submitted': { vi: 'Gửi các câu hỏi của một tệp vào ngân hàng', en: 'The questions of a file were submitted to the bank' },
  'contribution.discarded': { vi: 'Bỏ một tệp câu hỏi chưa gửi', en: 'A file of questions was thrown away before it was submitted' },
  'link.made': { vi: 'Tạo link gửi câu hỏi cho một đơn vị', en: 'An upload link was made for a unit' },
  'link.opened': { vi: 'Link gửi câu hỏi được mở', en: 'An upload link was opened' },
  'link.revoked': { vi: 'Thu hồi link gửi câu hỏi', en: 'An upload link was revoked' },
  'questions.printed': { vi: 'In đáp án của bộ đề hoặc đề mẫu', en: 'The answers of a locked set, or a sample paper, were printed' },
  'round.opening-asked': { vi: 'Đề nghị mở sớm một tuần thi', en: 'Somebody asked to open a round before its time' },
  'round.opening-withdrawn': {
    vi: 'Đề nghị mở sớm tuần thi bị rút lại hoặc từ chối',
    en: 'A request to open a round before its time was withdrawn or refused',
  },
  'round.closing-asked': { vi: 'Đề nghị đóng sớm một tuần thi', en: 'Somebody asked to close a round before its end' },
  'round.closing-withdrawn': {
    vi: 'Đề nghị đóng sớm tuần thi bị rút lại hoặc từ chối',
    en: 'A request to close a round before its end was withdrawn or refused',
  },
  'round.rescheduled': { vi: 'Mở sớm hoặc đóng sớm một tuần thi', en: 'A round was opened before its time or closed before its end' },
  'round.reopening-asked': { vi: 'Đề nghị mở lại tuần thi đã đóng', en: 'Somebody asked to take back that a round was closed' },
  'round.reopening-withdrawn': {
    vi: 'Đề nghị mở lại tuần thi bị rút lại hoặc từ chối',
    en: 'A request to take back the closing of a round was withdrawn or refused',
  },
  'round.reopened': { vi: 'Người thứ hai đồng ý, tuần thi đã đóng được mở lại', en: 'A second person agreed and a closed round goes on' },
  'entry.readmitted': {
    vi: 'Bài mất khi khôi phục được gửi lại từ điện thoại đã nộp',
    en: 'An entry lost with a restoration came back from the phone that holds it',
  },
  'log.restored': { vi: 'Sổ niêm phong tiếp tục từ một bản sao lưu', en: 'The log of a round goes on from a backup, in another epoch' },
  'clock.confirmed': {
    vi: 'Xác nhận giờ của máy chủ là đúng',
    en: 'Somebody confirmed the server’s clock against a reading that made it doubtful',
  },
  'round.opened': { vi: 'Tuần thi mở', en: 'A round opened' },
  'round.closing': { vi: 'Tuần thi thôi nhận bài', en: 'A round stopped accepting entries' },
  'round.closed': { vi: 'Sổ niêm phong của tuần thi đóng lại', en: 'The log of a round was closed' },
  'round.tallied': { vi: 'Kiểm đếm, xếp hạng và xét giải', en: 'Standings and awards of a round were computed' },
  'round.tie-asked': { vi: 'Đề xuất thứ tự của những người đồng hạng', en: 'Somebody proposed the order of a tie' },
  'round.tie-withdrawn': {
    vi: 'Đề xuất thứ tự của những người đồng hạng bị rút lại hoặc từ chối',
    en: 'A proposed order of a tie was withdrawn or refused',
  },
  'round.tie-decided': { vi: 'Người thứ hai đồng ý thứ tự của những người đồng hạng', en: 'A second person agreed to the order of a tie' },
  'round.approval-given': { vi: 'Một giám khảo duyệt kết quả', en: 'A juror approved the standings of a round' },
  'round.approved': { vi: 'Đủ số giám khảo duyệt kết quả', en: 'As many jurors as the rules ask for approved the standings of a round' },
  'round.differed': {
    vi: 'Chưa kiểm đếm hoặc công bố được vì dữ liệu đã lưu không khớp với bài thi đã nhận',
    en: 'A round was not tallied or not published because what was stored was not what was accepted',
  },
  'round.published': { vi: 'Công bố kết quả', en: 'The results of a round were published' },
  'round.revocation-asked': { vi: 'Đề nghị thu hồi một giải đã công bố', en: 'Somebody asked to revoke a published prize' },
  'round.revocation-withdrawn': {
    vi: 'Đề nghị thu hồi giải bị rút lại hoặc từ chối',
    en: 'A request to revoke a published prize was withdrawn or refused',
  },
  'round.prize-revoked': {
    vi: 'Người thứ hai đồng ý, giải đã bị thu hồi và kết quả được công bố lại',
    en: 'A second person agreed, the prize was revoked and the results published anew',
  },
  'contest.concluded': { vi: 'Công bố giải tập thể', en: 'The prizes of the units were published' },
  'archive.asked': {
    vi: 'Đề nghị xóa sớm dữ liệu cá nhân của hội thi',
    en: 'Somebody asked to erase the personal data of the contest ahead of its schedule',
  },
  'archive.withdrawn': {
    vi: 'Đề nghị xóa sớm dữ liệu cá nhân bị rút lại hoặc từ chối',
    en: 'A request to erase the personal data of the contest was withdrawn or refused',
  },
  'archive.begun': { vi: 'Bắt đầu xóa dữ liệu cá nhân của hội thi', en: 'Erasing the personal data of the contest began' },
  'archive.erased': { vi: 'Đã xóa xong dữ liệu cá nhân của hội thi', en: 'The personal data of the contest was erased' },
  'audit.exported': { vi: 'Xuất nhật ký', en: 'The audit was exported' },
  'results.exported': { vi: 'Xuất kết quả', en: 'Results of a round were exported' },
  'staff.added': { vi: 'Tạo tài khoản', en: 'A staff account was made' },
  'staff.disabled': { vi: 'Khoá tài khoản', en: 'A staff account was disabled' },
  'staff.enabled': { vi: 'Mở lại tài khoản', en: 'A staff account was enabled again' },
  'staff.password-changed': { vi: 'Đổi mật khẩu tài khoản', en: 'The password of a staff account was changed' },
  'staff.sessions-ended': { vi: 'Đăng xuất ở nơi khác', en: 'Sessions of an account were ended by its owner' },
  'staff.second-step-refused': {
    vi: 'Mã của bước đăng nhập thứ hai bị từ chối, sau mật khẩu đúng',
    en: 'A code of a second step was refused after the right password',
  },
  'staff.second-factor-set': { vi: 'Bật bước đăng nhập thứ hai', en: 'A second step of signing in was set up' },
  'staff.second-factor-removed': { vi: 'Bỏ bước đăng nhập thứ hai', en: 'A second step of signing in was taken off' },
  'staff.recovery-codes-made': { vi: 'Tạo lại mã dự phòng', en: 'Recovery codes were made anew' },
  'staff.recovery-code-used': { vi: 'Dùng một mã dự phòng', en: 'A recovery code was used' },
  'staff.identity-set': { vi: 'Ghi tài khoản là của ai', en: 'A staff account was tied to whose it is' },
  'staff.role-given': { vi: 'Giao vai trò trong hội thi cho tài khoản', en: 'A staff account was given a role in a contest' },
  'staff.role-taken': { vi: 'Thu vai trò trong hội thi của tài khoản', en: 'A staff account lost its role in a contest' },
  'staff.signed-in': { vi: 'Đăng nhập tài khoản', en: 'Somebody signed in to a staff account' },
  'staff.sign-in-refused': { vi: 'Đăng nhập tài khoản bị từ chối', en: 'A sign-in to a staff account was refused' },
  'server.proxy-unnamed': { vi: 'Yêu cầu đi qua một proxy chưa khai báo', en: 'A request passed a proxy that the setting names not' },
  'contestant.sign-in-refused': { vi: 'Đăng nhập dự thi bị từ chối', en: 'A sign-in to the contest was refused' },
  'access.refused': { vi: 'Bị từ chối vì không có quyền', en: 'Somebody on the staff asked for what their role may not do' },
  'contestant.sign-in-limited': { vi: 'Hạn chế đăng nhập sau nhiều lần thử sai', en: 'Sign-ins were limited after too many wrong tries' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type AuditEvent = keyof typeof auditEvents

/** Null for what a later version wrote. */
export const auditEventWords = (event: string): Bilingual | null =>
  Object.hasOwn(auditEvents, event) ? auditEvents[event as AuditEvent] : null

/** Kinds of events: the first parts of their names. */
export type AuditKind = AuditEvent extends `${infer Kind}.${string}` ? Kind : never

export const auditKindOf = (event: string): string => event.replace(/\..*/, '')

/** In the order of the catalogue. */
export const auditKinds = [...new Set(Object.keys(auditEvents).map(auditKindOf))] as readonly AuditKind[]
