/** The four shapes a picture is made in: chat and hero, tall chat, link preview, story. */
export const pictureSizes = {
  square: { width: 1040, height: 1040 },
  portrait: { width: 1040, height: 1350 },
  wide: { width: 1200, height: 630 },
  story: { width: 1080, height: 1920 },
} as const
export type PictureSizeName = keyof typeof pictureSizes
export const pictureSizeNames = Object.keys(pictureSizes) as [PictureSizeName, ...PictureSizeName[]]

export const isPictureSize = (name: string): name is PictureSizeName => Object.hasOwn(pictureSizes, name)
