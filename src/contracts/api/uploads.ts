import { z } from 'zod'
import { mostFileBytes } from '../upload-limits.ts'
import { route, words } from './common.ts'

const File = z
  .base64()
  .min(4)
  .max(Math.ceil(mostFileBytes / 3) * 4)

const share = z.number().min(0).max(1)
const Crop = z
  .strictObject({ x: share, y: share, width: share.min(0.01), height: share.min(0.01) })
  .refine(({ x, y, width, height }) => x + width <= 1.001 && y + height <= 1.001, { error: 'leaves the picture' })
  .describe('shares of the upright picture')
export type Crop = z.infer<typeof Crop>

const KeptPicture = z.object({ url: z.url(), width: z.number().int(), height: z.number().int() })

export const uploads = {
  picture: route
    .route({
      method: 'POST',
      path: '/uploads/pictures',
      successStatus: 201,
      summary: 'Keep a picture for cards: PNG, JPEG or WebP of up to 10 MB, told by its content and drawn anew',
      description: 'Anybody who has the address can open it. Place, time and device noted in the file are left out.',
      tags: ['Content'],
    })
    .input(z.strictObject({ file: File, crop: Crop.optional() }))
    .output(KeptPicture),
  document: route
    .route({
      method: 'POST',
      path: '/uploads/documents',
      successStatus: 201,
      summary: 'Keep a PDF of up to 10 MB to link to from a card',
      description: 'Anybody who has the address can open it.',
      tags: ['Content'],
    })
    .input(z.strictObject({ file: File, name: words(200).describe('for the audit log') }))
    .output(z.object({ url: z.url(), firstPage: KeptPicture.nullable().describe('null: it cannot be drawn') })),
}
