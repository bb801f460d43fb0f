import { z } from 'zod'
import { Id } from './api/common.ts'

/** What page `/liff/share/` is told and tells; the officer on it is known by LINE alone. */
export const ShareSettings = z.object({
  agency: z.string(),
  liff: z.object({ url: z.string(), id: z.string() }).nullable().describe('null: no LIFF channel is set up'),
})
export type ShareSettings = z.infer<typeof ShareSettings>

export const SharedCard = z.object({
  title: z.string(),
  text: z.string().describe('what the card says in words, to copy'),
  messages: z.array(z.unknown()).describe('the card as a chat shows it'),
  isShareable: z.boolean().describe('false: LINE lets nobody send it as their own, since it speaks to the bot'),
  pictureUrl: z.string().nullable(),
  groups: z.array(
    z.object({ id: Id, name: z.string().nullable(), memberCount: z.number().nullable(), hasOutsiders: z.boolean() }),
  ),
  recordUrl: z
    .string()
    .nullable()
    .describe('set: this officer’s role owes a second factor, so the console records, and no group is named here'),
})
export type SharedCard = z.infer<typeof SharedCard>

export const ShareRecord = z.strictObject({
  key: z.uuid().describe('of this record: sent again, it is recorded once'),
  card: Id,
  campaign: Id.optional(),
  groups: z.array(Id).min(1).max(1000),
})
export type ShareRecord = z.infer<typeof ShareRecord>
