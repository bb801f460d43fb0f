import { z } from 'zod'

// LINE's answers, parsed where they enter. Unknown properties are dropped; LINE adds some without notice.

export const sentMessages = z
  .object({ sentMessages: z.array(z.object({ id: z.string(), quoteToken: z.string().optional() })) })
  // The message is sent whatever this part looks like: multicast has none, and losing the ids must not fail the call.
  .catch({ sentMessages: [] })

export const profile = z.object({
  userId: z.string(),
  displayName: z.string(),
  pictureUrl: z.string().optional(),
  statusMessage: z.string().optional(),
  language: z.string().optional(),
})

export const groupSummary = z.object({
  groupId: z.string(),
  groupName: z.string(),
  pictureUrl: z.string().optional(),
})

export const groupMemberCount = z.object({ count: z.int().min(0) })

export const groupMember = z.object({
  userId: z.string(),
  displayName: z.string(),
  pictureUrl: z.string().optional(),
})

/** `value` is missing when `type` is `none`, which means no limit. */
export const quota = z.object({ type: z.enum(['none', 'limited']), value: z.number().optional() })

export const quotaConsumption = z.object({ totalUsage: z.number() })

export const webhookEndpoint = z.object({ endpoint: z.string(), active: z.boolean() })

export const webhookTest = z.object({
  success: z.boolean().optional(),
  timestamp: z.string(),
  statusCode: z.number(),
  reason: z.string(),
  detail: z.string(),
})

export const richMenuId = z.object({ richMenuId: z.string() })

export const richMenuList = z.object({ richmenus: z.array(z.object({ richMenuId: z.string(), name: z.string() })) })

export const richMenuAliases = z.object({
  aliases: z.array(z.object({ richMenuAliasId: z.string(), richMenuId: z.string() })),
})

export const botInfo = z.object({
  userId: z.string(),
  basicId: z.string(),
  premiumId: z.string().optional(),
  displayName: z.string(),
  pictureUrl: z.string().optional(),
  chatMode: z.string(),
  markAsReadMode: z.string(),
})

const figure = z.number().nullish()

/** null where fewer than 20 people are behind a figure. */
export const unitStatistics = z.object({
  overview: z.object({ uniqueImpression: figure, uniqueClick: figure }),
})
