import type { Activity } from './activity.ts'

const columnsOf = (table: string, columns: string) => columns.split(' ').map((column) => `${table}.${column}`)

const publicTask = 'ภารกิจเพื่อประโยชน์สาธารณะ มาตรา 24 (4) (รอเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลยืนยัน)'
const toLineOnly = 'ส่งผ่านบริษัท LINE เพื่อให้ถึงผู้รับ ไม่เปิดเผยแก่ผู้อื่น'
const toNobody = 'ไม่เปิดเผยแก่ผู้อื่น'
const byAsking = 'เจ้าของข้อมูลขอลบในแชตได้ทันที คำขออื่นยื่นต่อเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล และบันทึกเหตุผลเมื่อปฏิเสธ'
const officersAsk = 'ยื่นต่อเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล บันทึกเหตุผลเมื่อปฏิเสธ'

/** Everything the product keeps of people. A new column about a person is named here, or the register refuses to be written. */
export const activities: readonly Activity[] = [
  {
    title: 'ทะเบียนบุคลากรผู้ติดตามบัญชี',
    subjects: 'บุคลากรของหน่วยงานที่เพิ่มบัญชี LINE ของบอตเป็นเพื่อน',
    purpose: 'ส่งการ์ดความรู้และแบบสำรวจให้ตรงหน่วยงาน ตรวจสอบว่าเป็นบุคลากร และจำการตั้งค่าของแต่ละคน',
    basis: publicTask,
    data: {
      'รหัสผู้ใช้ LINE': ['staff.line_user_id'],
      'ชื่อที่ตั้งไว้ใน LINE (หลังรับทราบประกาศ)': ['staff.display_name'],
      หน่วยงานและป้ายกำกับ: columnsOf('staff', 'unit_id unit_confirmed_at tags state'),
      ฉบับของประกาศที่รับทราบและเวลา: ['staff.notice_version', 'staff.notice_at'],
      วันที่เริ่มและเลิกติดตาม: ['staff.joined_at', 'staff.unfollowed_at'],
      'ภาษา การแจ้งเตือนเงียบ และชุดการ์ดที่ไม่รับ': columnsOf('staff', 'language menu_language is_quiet muted_series'),
      รหัสภายใน: ['staff.id', 'staff.is_demo'],
    },
    access: 'ผู้ดูแลระบบ ผู้อนุมัติ และผู้จัดทำ ผ่านหน้าจัดการด้วยบัญชีของตน ทุกการเปิดดูรายชื่อถูกบันทึก',
    disclosure: toLineOnly,
    retention: 'จนกว่าเจ้าของข้อมูลขอลบ หรือ 30 วันหลังเลิกติดตามบัญชี',
    refusal: byAsking,
  },
  {
    title: 'การส่งการ์ดและการรับทราบ',
    subjects: 'บุคลากรผู้รับข้อความ และกลุ่ม LINE ของหน่วยงาน',
    purpose: 'ส่งข้อความถึงผู้รับแต่ละรายครั้งเดียว รายงานผลการส่ง และนับการรับทราบเป็นยอดรวม',
    basis: publicTask,
    data: {
      แชตผู้รับของแต่ละรอบส่งและผลการส่ง: columnsOf('recipient', 'id run_id kind chat_id delivery_id state reason'),
      'แชตที่ออกไประหว่างเตรียมรอบส่ง ลบเมื่อเตรียมเสร็จ': columnsOf('withdrawal', 'id chat_id reason'),
      ปลายทางของคำขอที่กำลังส่ง: ['delivery.to'],
      รหัสลับที่กันการนับรับทราบซ้ำ: ['receipt.run_id', 'receipt.mark'],
      ผู้รับที่ระบุตัวในรายการส่งและกลุ่มผู้รับที่บันทึกไว้: ['campaign.audience', 'saved_audience.rule', 'poll.audience'],
      'รหัส ชื่อ และจำนวนสมาชิกของกลุ่ม LINE': columnsOf('line_group', 'line_group_id name member_count'),
    },
    access: 'ผู้ดูแลระบบ ผู้อนุมัติ และผู้จัดทำ เห็นผลเป็นจำนวนและเหตุผล ไม่มีหน้าที่แสดงว่าผู้ใดรับทราบ',
    disclosure: toLineOnly,
    retention: 'แชตผู้รับ 400 วัน ปลายทางของคำขอลบเมื่อรู้ผล รหัสลับถึงสิ้นปีงบประมาณ จากนั้นเหลือเพียงจำนวน',
    refusal: byAsking,
  },
  {
    title: 'เหตุการณ์ที่ LINE ส่งมา',
    subjects: 'ผู้ที่พิมพ์หรือแตะปุ่มในแชตกับบอต และผู้ที่เรียกชื่อบอตในกลุ่ม',
    purpose: 'ตอบข้อความครั้งเดียว และรู้จักเหตุการณ์ที่ LINE ส่งซ้ำ',
    basis: publicTask,
    data: {
      'เนื้อหาของเหตุการณ์และคำตอบ เข้ารหัสด้วยกุญแจรายวัน': columnsOf('inbox_event', 'payload reply day_key'),
      รหัสแฝงของแชต: ['inbox_event.lane'],
      'รหัสเหตุการณ์ เวลา และสถานะ': columnsOf(
        'inbox_event',
        'id happened_at received_at state try_count next_try_at relayed_at error_code',
      ),
    },
    access: 'โปรแกรมเท่านั้น ไม่มีหน้าที่แสดงเนื้อหา',
    disclosure: toLineOnly,
    retention: 'เนื้อหาลบเมื่อตอบเสร็จ ไม่เกิน 24 ชั่วโมง กุญแจรายวันทำลายภายใน 48 ชั่วโมง รหัสเหตุการณ์ 30 วัน',
    refusal: byAsking,
  },
  {
    title: 'แบบทดสอบความรู้',
    subjects: 'บุคลากรที่ทำแบบทดสอบ',
    purpose: 'ถามข้อที่ตอบผิดซ้ำเมื่อถึงกำหนดทบทวนของแต่ละคน',
    basis: publicTask,
    data: {
      กำหนดทบทวนของแต่ละข้อ: columnsOf(
        'quiz_review',
        'staff_id question_code due_at stability difficulty reps lapses state miss_count reviewed_at',
      ),
      จำนวนสัปดาห์ที่ทำต่อเนื่อง: columnsOf('quiz_streak', 'staff_id weeks last_week'),
    },
    access: 'เจ้าของข้อมูลเท่านั้น หน่วยงานเห็นค่าเฉลี่ยเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป',
    disclosure: toNobody,
    retention: 'จนกว่าจะลบข้อมูลของเจ้าของข้อมูล',
    refusal: byAsking,
  },
  {
    title: 'แบบสำรวจที่ไม่ระบุตัวตน',
    subjects: 'บุคลากรผู้มีสิทธิตอบ',
    purpose: 'ให้ตอบได้คนละหนึ่งครั้ง โดยไม่มีข้อมูลใดเชื่อมผู้ตอบกับคำตอบ',
    basis: publicTask,
    data: {
      รายชื่อรหัสภายในของผู้มีสิทธิตอบ: ['poll_eligible.poll_id', 'poll_eligible.staff_id'],
      ผู้ที่รับบัตรคำตอบแล้ว: columnsOf('ballot.issuance', 'poll_id part staff_id blinded_hash draw_window'),
      คำตอบที่ปิดผนึกและรหัสกันการตอบซ้ำ: [
        ...columnsOf('ballot.spool', 'poll_id id box'),
        ...columnsOf('ballot.participation', 'poll_id token part'),
        ...columnsOf('ballot.room_device', 'poll_id token'),
      ],
      'ข้อความปลายเปิดที่รอสรุป และรายการบัตรที่นับแล้ว': [
        ...columnsOf('ballot.open_text', 'id poll_id question body'),
        ...columnsOf('ballot.board', 'poll_id tokens text_tokens'),
      ],
    },
    access: 'โปรแกรมเท่านั้น แยกสิทธิเป็นสามบัญชีของฐานข้อมูล ผู้สรุปประเด็นเห็นข้อความปลายเปิดโดยไม่รู้ว่าเป็นของผู้ใด',
    disclosure: 'ผลรวมเปิดเผยเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป (ข้อความ 10 คน)',
    retention: 'ทำลายเมื่อปิดรับคำตอบ ข้อความปลายเปิดลบหลังสรุปประเด็น รายการบัตร 30 วันหลังปิด',
    refusal: 'คำตอบที่นับแล้วลบหรือแก้ไขไม่ได้ เพราะระบบไม่รู้ว่าเป็นของผู้ใด แจ้งไว้ก่อนคำถามแรก',
  },
  {
    title: 'บัญชีของเจ้าหน้าที่และการเข้าสู่ระบบ',
    subjects: 'เจ้าหน้าที่ผู้ใช้หน้าจัดการ',
    purpose: 'ยืนยันตัวผู้ใช้ จำกัดสิทธิตามบทบาท และกันการเดารหัสผ่าน',
    basis: publicTask,
    data: {
      'ชื่อ อีเมล บทบาท และหน่วยของผู้ประสานงาน': columnsOf(
        'user',
        'id name email email_verified image role is_demo two_factor_enabled unit_id disabled_at created_at updated_at',
      ),
      'รหัสผ่านที่แปลงค่าแล้ว และบัญชีที่ใช้เข้าสู่ระบบ': columnsOf(
        'account',
        'id account_id provider_id user_id access_token refresh_token id_token access_token_expires_at refresh_token_expires_at scope password created_at updated_at',
      ),
      รหัสยืนยันสองชั้น: columnsOf(
        'two_factor',
        'id secret backup_codes user_id verified failed_verification_count locked_until',
      ),
      'การเข้าสู่ระบบที่ยังใช้อยู่ (ไม่เก็บหมายเลขไอพี)': [
        ...columnsOf('session', 'id expires_at token created_at updated_at ip_address user_agent user_id'),
        ...columnsOf('verification', 'id identifier value expires_at created_at updated_at'),
      ],
      'ลิงก์เชิญและตั้งรหัสผ่าน เก็บเพียงค่าแฮช': columnsOf(
        'sign_in_link',
        'id user_id token_hash expires_at created_by created_at',
      ),
      'โทรศัพท์ที่ลงทะเบียนไว้ เก็บ PIN และรหัสลับของเครื่องเพียงค่าแฮช': columnsOf(
        'enrolled_phone',
        'id user_id name key_hash pin_hash wrong_pins session_id created_at last_used_at',
      ),
      'จำนวนครั้งที่ใส่รหัสผิด เก็บที่อยู่เป็นค่าแฮช': columnsOf('guess_count', 'key points expire'),
      'โทเค็น API': columnsOf('api_key', 'reference_id name key start metadata last_request'),
    },
    access: 'ผู้ดูแลระบบเห็นชื่อ อีเมล บทบาท และการเข้าสู่ระบบ รหัสผ่านและรหัสลับไม่มีผู้ใดเห็น',
    disclosure: toNobody,
    retention: 'ตลอดเวลาที่เป็นผู้ใช้ การเข้าสู่ระบบสิ้นสุดใน 2 ชั่วโมงที่ไม่ใช้งาน หรือ 12 ชั่วโมง โทรศัพท์ที่ลงทะเบียนไว้ถูกนำออกเมื่อไม่ใช้ 180 วัน',
    refusal: officersAsk,
  },
  {
    title: 'การแจ้งเจ้าหน้าที่ และผู้รักษาราชการแทน',
    subjects: 'เจ้าหน้าที่ผู้ใช้หน้าจัดการ',
    purpose: 'แจ้งเรื่องที่รออนุมัติทาง LINE หรืออีเมล และให้ผู้อื่นอนุมัติแทนในช่วงเวลาที่กำหนด',
    basis: publicTask,
    data: {
      'แชต LINE ที่เจ้าหน้าที่เชื่อมเอง': [
        ...columnsOf('officer_line', 'user_id line_user_id linked_at signed_in_at'),
        ...columnsOf('officer_link_code', 'user_id code_hash expires_at'),
      ],
      ข้อความถึงเจ้าหน้าที่: columnsOf('officer_message', 'user_id topic line mail channel to'),
      'อีเมลของผู้ดูแลเครื่องที่ยังไม่ได้รับแจ้งเหตุขัดข้อง ลบเมื่อส่งแล้วหรือเหตุหมดไป': ['alert.mail_to'],
      การมอบหมายผู้รักษาราชการแทน: columnsOf(
        'deputy',
        'principal_id deputy_id starts_at ends_at ended_at created_by created_at',
      ),
    },
    access: 'เจ้าหน้าที่เห็นของตน ผู้ดูแลระบบเห็นการมอบหมายทั้งหมด',
    disclosure: 'ส่งผ่านบริษัท LINE หรือเครื่องส่งอีเมลของหน่วยงาน',
    retention: 'ข้อความ 30 วัน แชตที่เชื่อมจนกว่าจะยกเลิก การมอบหมายตลอดเวลาที่เป็นผู้ใช้',
    refusal: officersAsk,
  },
  {
    title: 'บันทึกการทำรายการของเจ้าหน้าที่',
    subjects: 'เจ้าหน้าที่ผู้ใช้หน้าจัดการ',
    purpose: 'ตรวจสอบได้ว่าผู้ใดทำสิ่งใดเมื่อใด และไม่มีผู้ใดอนุมัติงานของตนเอง',
    basis: `${publicTask} และมาตรการรักษาความมั่นคงปลอดภัย มาตรา 37 (1)`,
    data: {
      'ผู้ทำ เวลา และสิ่งที่ทำ ต่อกันเป็นห่วงโซ่': columnsOf('audit_entry', 'seq at actor_id action subject body prev_hash hash'),
      ผู้จัดทำและผู้อนุมัติของแต่ละรายการ: [
        ...columnsOf('content', 'author_id approved_by'),
        ...columnsOf('content_version', 'author_id approved_by'),
        ...columnsOf('quiz_question', 'author_id approved_by writers'),
        ...columnsOf('campaign', 'author_id approved_by approved_as writers'),
        'run.released_by',
        'series.author_id',
        ...columnsOf('poll', 'author_id approved_by writers'),
        'invite_code.created_by',
        'calendar_year.confirmed_by',
      ],
      คำตอบของคำสั่งที่อาจส่งซ้ำ: columnsOf('idempotency_key', 'actor_id key request_hash answer created_at'),
    },
    access: 'ผู้ดูแลระบบ แก้ไขและลบไม่ได้ การแก้ไขนอกโปรแกรมตรวจพบด้วย audit verify',
    disclosure: 'แก่ผู้ตรวจสอบตามกฎหมาย',
    retention: 'ตลอดอายุของระบบ คำตอบของคำสั่งที่อาจส่งซ้ำ 2 วัน',
    refusal: 'ปฏิเสธคำขอลบได้ เพราะเป็นหลักฐานการปฏิบัติหน้าที่ บันทึกเหตุผลไว้ทุกครั้ง',
  },
]

/** Tables without people: what is written in them is the office's own, figures, or the machine's. */
export const impersonalTables: readonly string[] = [
  'alert',
  'ballot.tally',
  'budget_entry',
  'budget_year',
  'calendar_year',
  'call_lane',
  'campaign',
  'content',
  'content_version',
  'counted_link',
  'delivery',
  'failed_job',
  'festival_day',
  'group_contains',
  'holiday',
  'installation',
  'invite_code',
  'ita_indicator',
  'ita_instrument',
  'ita_item',
  'ita_year',
  'line_group',
  'measure',
  'measure_step',
  'outbox_job',
  'picture',
  'poll',
  'quiz_awareness',
  'quiz_question',
  'quiz_week',
  'room',
  'run',
  'saved_audience',
  'series',
  'series_item',
  'setting',
  'unit',
]

/** In the tables of people, what tells nothing about them: the machinery of sending and of the libraries. */
export const workings: readonly string[] = [
  'deputy.id',
  ...columnsOf(
    'officer_message',
    'id state retry_key try_count next_try_at first_tried_at lease_until fence error_code finished_at created_at',
  ),
  ...columnsOf(
    'api_key',
    'id config_id prefix refill_interval refill_amount last_refill_at enabled rate_limit_enabled rate_limit_time_window rate_limit_max request_count remaining expires_at created_at updated_at permissions',
  ),
]
