import { describeSchedule } from '../../contracts/schedule-text.ts'
import { shorten, writeDateTime } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { HeadPicture } from '../../line/messages/picture-of.ts'
import { describeWait, listChanges } from './approval-rules.ts'
import type { CampaignRow } from './campaign-repo.ts'
import type { AudienceSize } from './cost-rules.ts'
import type { OfficerNews } from './needs.ts'

export type ApprovalCase = {
  campaign: CampaignRow
  authorName: string | undefined
  /** What each message says, in its own words. */
  titles: string[]
  /** At the head of the first message that has one. */
  picture: HeadPicture | undefined
  reach: AudienceSize
  /** When it goes out first; undefined: as soon as it is approved. */
  runAt: Date | undefined
}

type Deps = { publicUrl: string; renderCard(template: string, data: unknown): OutgoingMessage }

/** What officers hear of an approval: a card for LINE and the same as a mail. */
export function createApprovalNews({ publicUrl, renderCard }: Deps) {
  const pageOf = (id: string) => `${publicUrl}/campaigns/${id}`

  function write(
    occasion: string,
    { campaign }: Pick<ApprovalCase, 'campaign'>,
    said: {
      kicker: string
      note?: string | undefined
      facts: { label: string; text: string }[]
      picture?: HeadPicture | undefined
      mayDecide: boolean
    },
  ): OfficerNews {
    const { kicker, note, facts, picture, mayDecide } = said
    const page = pageOf(campaign.id)
    const open = { label: mayDecide ? 'ดูและอนุมัติ' : 'เปิดรายการส่ง', url: page }
    const sendBack = { label: 'ส่งกลับแก้ไข', url: `${page}?action=reject` }
    return {
      topic: `campaign:${campaign.id}:${occasion}:${campaign.submittedAt?.getTime()}`,
      line: [
        renderCard('approval', {
          kicker,
          title: shorten(campaign.name, 100),
          ...(note && { note }),
          ...(picture && { pictureUrl: picture.url, pictureShape: picture.shape }),
          facts,
          open,
          ...(mayDecide && { sendBack }),
        }),
      ],
      mail: {
        subject: shorten(`${kicker}: ${campaign.name}`, 150),
        text: [
          kicker,
          `“${campaign.name}”`,
          ...(note ? ['', note] : []),
          '',
          ...facts.map(({ label, text }) => `${label}: ${text}`),
          ...(picture ? [`รูปบนการ์ด: ${picture.url}`] : []),
          '',
          `${open.label}: ${page}`,
          ...(mayDecide ? [`${sendBack.label}: ${sendBack.url}`] : []),
        ].join('\n'),
      },
    }
  }

  return {
    asked: (one: ApprovalCase) =>
      write('asked', one, {
        kicker: 'ขออนุมัติรายการส่ง',
        facts: factsOf(one),
        picture: one.picture,
        mayDecide: true,
      }),
    reminder: (one: ApprovalCase) =>
      // One for each firing: a recurring campaign that nobody approves waits for the next.
      write(`reminder:${one.runAt?.getTime()}`, one, {
        kicker: 'ยังรออนุมัติรายการส่ง',
        note: one.runAt && `หากไม่ได้รับอนุมัติก่อน ${writeDateTime(one.runAt.toISOString())} รอบนี้จะไม่ส่ง`,
        facts: factsOf(one),
        picture: one.picture,
        mayDecide: true,
      }),
    missed: (one: { campaign: CampaignRow; runAt: Date; nextAt: Date | null }) =>
      write(`missed:${one.runAt.getTime()}`, one, {
        kicker: 'ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง',
        note: 'ระบบระงับรอบส่งนี้ไว้ หากยังต้องการส่ง โปรดให้ผู้อนุมัติพิจารณา แล้วปล่อยรอบส่ง หรือตั้งเวลาใหม่',
        facts: [
          { label: 'เวลาส่งที่ตั้งไว้', text: writeDateTime(one.runAt.toISOString()) },
          ...(one.nextAt ? [{ label: 'รอบถัดไป', text: writeDateTime(one.nextAt.toISOString()) }] : []),
        ],
        mayDecide: false,
      }),
    cardChanged: (one: { campaign: CampaignRow; runAt: Date; isTimed: boolean }) =>
      write('card-changed', one, {
        kicker: 'การ์ดเปลี่ยนไปจากที่อนุมัติไว้ จึงยังไม่ส่ง',
        note: one.isTimed
          ? 'ระบบขออนุมัติถ้อยคำใหม่ให้แล้ว เมื่อได้รับอนุมัติ หากยังต้องการส่งรอบนี้ โปรดให้ผู้อนุมัติปล่อยรอบส่ง'
          : 'ระบบขออนุมัติถ้อยคำใหม่ให้แล้ว เมื่อได้รับอนุมัติ ระบบจะส่งให้เอง',
        facts: [{ label: 'เวลาส่งที่ตั้งไว้', text: writeDateTime(one.runAt.toISOString()) }],
        mayDecide: false,
      }),
  }
}

function factsOf({ campaign, authorName, titles, reach, runAt }: ApprovalCase) {
  const changes = listChanges(campaign.approvedAs, campaign)
  const firstRun = runAt ? `รอบแรก ${writeDateTime(runAt.toISOString())}` : ''
  return [
    {
      label: 'สิ่งที่ส่ง',
      text: shorten(`${titles.length} ข้อความ: ${titles.map((title) => shorten(title, 120)).join(' · ')}`, 500),
    },
    { label: 'ผู้รับ', text: describeReach(reach) },
    { label: 'เวลาส่ง', text: [describeSchedule(campaign.schedule), firstRun].filter(Boolean).join(' · ') },
    { label: 'ค่าใช้จ่าย', text: describeCost(campaign) },
    { label: 'ผู้จัดทำ', text: authorName ?? 'ไม่พบชื่อในระบบ' },
    {
      label: 'เปลี่ยนจากที่อนุมัติครั้งก่อน',
      text: changes === null ? 'ยังไม่เคยอนุมัติ' : shorten(changes.join(' · '), 500) || 'ไม่มี',
    },
  ]
}

/** "3 กลุ่ม (24 คน) · 12 คนในแชตส่วนตัว" */
function describeReach({ chats, people, messages, unsizedGroups }: AudienceSize): string {
  const groups = chats - people
  const size = unsizedGroups === 0 ? `${messages - people} คน` : 'LINE ยังไม่แจ้งจำนวนคนครบ'
  const parts = [groups > 0 && `${groups} กลุ่ม (${size})`, people > 0 && `${people} คนในแชตส่วนตัว`]
  // Everybody may have left since it was submitted, and a fact of the card is never empty.
  return parts.filter(Boolean).join(' · ') || 'ไม่มีผู้รับในขณะนี้'
}

function describeCost({ costMessages, rideMinutes }: CampaignRow): string {
  const cost = `${costMessages ?? 0} ข้อความ LINE ต่อรอบ`
  if (rideMinutes === null) return `${cost} ส่งแล้วเรียกคืนไม่ได้`
  return `ไม่เกิน ${cost} รอส่งฟรีไปกับข้อความถัดไปในกลุ่ม ${describeWait(rideMinutes)} แล้วจึงใช้โควตากับกลุ่มที่เหลือ ส่งแล้วเรียกคืนไม่ได้`
}
