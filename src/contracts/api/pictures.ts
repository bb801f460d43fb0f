import { z } from 'zod'
import { pictureSizeNames, pictureTemplates } from '../picture-templates.ts'
import { Id, route } from './common.ts'

export const PictureFormat = z
  .enum([...pictureSizeNames, 'a4', 'a3'])
  .describe('a PNG for chat and web, or a PDF to print')
export type PictureFormat = z.infer<typeof PictureFormat>

const Formats = z.array(PictureFormat).min(1).max(6).default(['square'])

export const Cut = z.object({
  field: z.string(),
  fits: z.number().int().describe('lines that have room'),
  cutLetters: z.number().int().describe('to take from its end'),
})

export const Picture = z.object({
  id: Id.nullable(),
  format: PictureFormat,
  state: z.enum(['none', 'waiting', 'made', 'refused']).describe('none: nobody has asked for it as the card is now'),
  url: z.string().nullable().describe('immutable: the name is the hash of the content'),
  cuts: z.array(Cut).describe('why it was refused: what to shorten'),
})
export type Picture = z.infer<typeof Picture>

const Color = z.string().regex(/^#[0-9A-Fa-f]{6}$/)
export const PictureLook = z.strictObject({
  navy: Color.optional().describe('buttons and numbers, with white on it'),
  blue: Color.optional().describe('kicker and bars, on paper'),
  saffron: Color.optional().describe('the one accent, beside ink'),
  isMourning: z.boolean().default(false).describe('โทนไว้อาลัย: everything in greys'),
  logo: z.string().nullable().default(null).describe('name in the media store; set by PUT /pictures/logo'),
})
export type PictureLook = z.infer<typeof PictureLook>

const made = z.object({ items: z.array(Picture) })

/** Under /contents: the pictures of a card. */
export const contentPictures = {
  getPicture: route
    .route({
      method: 'GET',
      path: '/contents/{id}/picture',
      summary: 'The picture of a card as it is now',
      tags: ['Pictures'],
    })
    .input(z.object({ id: Id, size: PictureFormat.default('square') }))
    .output(Picture),
  makePictures: route
    .route({
      method: 'POST',
      path: '/contents/{id}/picture',
      successStatus: 202,
      summary: 'Make pictures of a card; too long words are refused with what to cut',
      tags: ['Pictures'],
    })
    .input(z.object({ id: Id, sizes: Formats }))
    .output(made),
}

export const pictures = {
  make: route
    .route({
      method: 'POST',
      path: '/pictures',
      successStatus: 202,
      summary: 'Make pictures of figures that have no card, such as ten indicators of two years; marked as a draft',
      tags: ['Pictures'],
    })
    .input(z.object({ template: z.enum(pictureTemplates), data: z.record(z.string(), z.unknown()), sizes: Formats }))
    .output(made),
  get: route
    .route({ method: 'GET', path: '/pictures/{id}', summary: 'One picture', tags: ['Pictures'] })
    .input(z.object({ id: Id }))
    .output(Picture),
  getLook: route
    .route({ method: 'GET', path: '/pictures/look', summary: 'Colours, logo and tone of pictures', tags: ['Pictures'] })
    .output(PictureLook),
  setLook: route
    .route({
      method: 'PUT',
      path: '/pictures/look',
      summary: 'Set colours and tone; a contrast under 4.5 is refused with the figure; audited',
      tags: ['Pictures'],
    })
    .input(PictureLook.omit({ logo: true }))
    .output(PictureLook),
  setLogo: route
    .route({ method: 'PUT', path: '/pictures/logo', summary: 'Set or remove the logo; audited', tags: ['Pictures'] })
    .input(z.object({ image: z.base64().max(900_000).nullable().describe('PNG, JPEG or WebP; null removes it') }))
    .output(PictureLook),
}
