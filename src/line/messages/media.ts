import { z } from 'zod'
import { commonProperties, quoteToken } from './common-properties.ts'
import { named } from './problems.ts'
import { mediaUrl } from './urls.ts'

const number = z.string().refine((text) => /^\d{1,20}$/.test(text), named('BAD_FORMAT', 'must be a number in digits'))

export const stickerMessage = z.strictObject({
  type: z.literal('sticker'),
  packageId: number,
  stickerId: number,
  quoteToken,
  ...commonProperties,
})

export const imageMessage = z.strictObject({
  type: z.literal('image'),
  originalContentUrl: mediaUrl,
  previewImageUrl: mediaUrl,
  ...commonProperties,
})

export const videoMessage = z.strictObject({
  type: z.literal('video'),
  originalContentUrl: mediaUrl,
  previewImageUrl: mediaUrl,
  // The characters LINE's reference lists; comes back in videoPlayComplete.
  trackingId: z
    .string()
    .refine(
      (text) => /^[0-9A-Za-z\-.=,+*()%$&;:@{}!?<>[\]]{1,100}$/.test(text),
      named('BAD_FORMAT', 'must be 1 to 100 ASCII letters, digits or signs'),
    )
    .optional(),
  ...commonProperties,
})
