import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { Renderer } from '@takumi-rs/core'
import { findOverflow } from './find-overflow.ts'
import type { PictureAnswer, PictureOrder } from './picture-order.ts'

// The thread that draws. It lives as long as its process keeps it; fonts are read once.

const family = 'IBM Plex Sans Thai Looped'
const faces = [
  { weight: 400, file: '400Regular/IBMPlexSansThaiLooped_400Regular.ttf' },
  { weight: 600, file: '600SemiBold/IBMPlexSansThaiLooped_600SemiBold.ttf' },
  { weight: 700, file: '700Bold/IBMPlexSansThaiLooped_700Bold.ttf' },
]

const renderer = openRenderer()

async function openRenderer(): Promise<Renderer> {
  const { resolve } = createRequire(import.meta.url)
  const opened = new Renderer()
  for (const { weight, file } of faces) {
    const data = await readFile(resolve(`@expo-google-fonts/ibm-plex-sans-thai-looped/${file}`))
    await opened.registerFont({ name: family, weight, data })
  }
  return opened
}

parentPort?.on('message', async (order: PictureOrder) => {
  parentPort?.postMessage(await answer(order))
})

async function answer({ id, tree, size, isCheck }: PictureOrder): Promise<PictureAnswer> {
  try {
    const options = { ...size, fontFamilies: [family], lang: 'th' }
    const overflow = findOverflow(tree, await (await renderer).measure(tree, options))
    if (overflow.length > 0) return { id, overflow }
    if (isCheck) return { id }
    return { id, png: await (await renderer).render(tree, { ...options, format: 'png' }) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}
