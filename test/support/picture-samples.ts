import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type PictureData,
  type PictureSizeName,
  type PictureTemplate,
  pictureSchemas,
} from '../../src/contracts/picture-templates.ts'

const folder = join(import.meta.dirname, '../../flex-templates')

/** The sample of a picture: that of its card. */
export function pictureSample<Name extends PictureTemplate>(template: Name): PictureData<Name> {
  const data = JSON.parse(readFileSync(join(folder, `${template}.sample.json`), 'utf8'))
  return pictureSchemas[template].parse(data) as PictureData<Name>
}

/** The sample as it fits a size: seven measures need a tall picture. */
export function pictureSampleFor(template: PictureTemplate, size: PictureSizeName): PictureData {
  const data = pictureSample(template)
  if (!('measures' in data) || size === 'portrait' || size === 'story') return data
  const shown = size === 'wide' ? 2 : 4
  return { ...data, title: `${data.title} (ด้านที่ 1–${shown})`, measures: data.measures.slice(0, shown) }
}
