import { z } from 'zod'
import { quickReplyAction } from './actions.ts'
import { units } from './fields.ts'
import { named } from './problems.ts'
import { mediaUrl } from './urls.ts'

const quickReply = z.strictObject({
  items: z
    .array(z.strictObject({ type: z.literal('action'), imageUrl: mediaUrl.optional(), action: quickReplyAction }))
    .min(1)
    .max(13),
})

const sender = z.strictObject({
  name: units(20)
    // LINE bars names that pass the account off as LINE's own.
    .refine((name) => !/(^|[^a-z])line([^a-z]|$)/i.test(name), named('BARRED_WORD', 'must not contain the word LINE'))
    .optional(),
  iconUrl: mediaUrl.optional(),
})

/** What every message may carry. */
export const commonProperties = { quickReply: quickReply.optional(), sender: sender.optional() }

/** From a webhook event or an earlier answer of LINE. */
export const quoteToken = units(1000).optional()
