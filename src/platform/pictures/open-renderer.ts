import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Renderer } from '@takumi-rs/core'

const family = 'IBM Plex Sans Thai Looped'
const faces = [
  { weight: 400, file: '400Regular/IBMPlexSansThaiLooped_400Regular.ttf' },
  { weight: 600, file: '600SemiBold/IBMPlexSansThaiLooped_600SemiBold.ttf' },
  { weight: 700, file: '700Bold/IBMPlexSansThaiLooped_700Bold.ttf' },
]

/** What every drawing of ours asks of the engine. */
export const rendering = { fontFamilies: [family], lang: 'th' }

/** The engine with our fonts, which are read once. */
export async function openRenderer(): Promise<Renderer> {
  const { resolve } = createRequire(import.meta.url)
  const opened = new Renderer()
  for (const { weight, file } of faces) {
    const data = await readFile(resolve(`@expo-google-fonts/ibm-plex-sans-thai-looped/${file}`))
    await opened.registerFont({ name: family, weight, data })
  }
  return opened
}
