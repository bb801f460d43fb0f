import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { AppError } from '../errors.ts'
import type { Overflow } from './find-overflow.ts'
import type { PictureAnswer, PictureOrder, PictureSize } from './picture-order.ts'
import type { PictureTree } from './picture-tree.ts'
import type { Print } from './print-sheet.ts'

/** Words of a picture do not fit. Their author shortens them: nothing is shrunk below what can be read in a chat. */
export class PictureTooFull extends AppError {
  readonly fields: Overflow[]

  constructor(fields: Overflow[]) {
    const cuts = fields.map(({ field, cutLetters }) => `"${field}" by ${cutLetters} letters`)
    super('PICTURE_TOO_FULL', `The words do not fit. Cut ${cuts.join(', ')}.`, { status: 422, data: { fields } })
    this.fields = fields
  }
}

/** The drawing itself cannot be made, now or later: it is too large for LINE, or holds what the engine refuses. */
export class PictureUndrawable extends AppError {
  constructor(why: string) {
    super('PICTURE_UNDRAWABLE', `The picture could not be drawn: ${why}`, { status: 422 })
  }
}

export type Pictures = {
  /** Draws a picture as PNG. Throws PictureTooFull before drawing when words would be clipped. */
  renderPicture(tree: PictureTree, size: PictureSize): Promise<Buffer>
  /** Draws as PNG what is `width` CSS pixels wide and as high as it comes out, dense enough for a phone. */
  renderWhole(tree: PictureTree, width: number): Promise<Buffer>
  /** The same drawing as a vector PDF of A4 or A3 with a QR code, for the notice board. */
  printPicture(tree: PictureTree, size: PictureSize, print: Print): Promise<Buffer>
  /** Throws PictureTooFull when the words would not fit; draws nothing. */
  checkPicture(tree: PictureTree, size: PictureSize): Promise<void>
  close(): Promise<void>
}

// LINE refuses an image of more than 1 MB as a preview and a Flex hero; ours have 50 to 300 kB.
export const maxPictureBytes = 1_000_000
// More pixels than any use of ours has; a slip in a size must not take the memory of the process.
const maxPixels = 4_500_000

type Waiting = { resolve(answer: PictureAnswer): void; reject(error: Error): void }

/**
 * Draws in one process of its own, begun at the first picture, so that web and worker stay quick and small: fonts and pixels
 * take some 100 MB, given back once nothing has been drawn for a while. A process that dies fails the pictures it had and the next
 * one begins another.
 */
export function createPictures(options: { idleMs?: number } = {}): Pictures {
  const { idleMs = 300_000 } = options // an author who looks at a card, changes a word and looks again does not wait for it each time
  const waiting = new Map<number, Waiting>()
  let drawing: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function openProcess(): ChildProcess {
    if (drawing) return drawing
    const opened = fork(new URL('./picture-process.ts', import.meta.url), {
      serialization: 'advanced',
      env: {}, // it needs none of our secrets
    })
    const lose = (error: Error) => {
      if (drawing !== opened) return
      drawing = undefined
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    opened.on('message', (answer: PictureAnswer) => {
      waiting.get(answer.id)?.resolve(answer)
      waiting.delete(answer.id)
      if (waiting.size === 0) rest(opened)
    })
    opened.on('error', lose)
    opened.on('exit', () => lose(new Error('The drawing process ended. The next picture begins another.')))
    drawing = opened
    return opened
  }

  /** A process that waits for a picture does not end before it; one that waits for none may, and the drawing process soon does. */
  function rest(opened: ChildProcess): void {
    opened.unref()
    opened.channel?.unref()
    idle = setTimeout(() => {
      if (drawing === opened) drawing = undefined
      opened.disconnect()
    }, idleMs).unref()
  }

  function stir(opened: ChildProcess): void {
    clearTimeout(idle)
    opened.ref()
    opened.channel?.ref()
  }

  function ask(order: Omit<PictureOrder, 'id'>): Promise<PictureAnswer> {
    const { width, height = 1 }: { width: number; height?: number } = order.size
    if (!(width > 0 && height > 0 && width * height <= maxPixels))
      throw new RangeError(`A picture of ${width}×${height} cannot be drawn: ${maxPixels} pixels are the most.`)
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      const open = openProcess()
      stir(open)
      open.send({ id, ...order } satisfies PictureOrder)
    })
  }

  async function askToFit(order: Omit<PictureOrder, 'id'>): Promise<PictureAnswer> {
    const answer = await ask(order)
    if (answer.overflow) throw new PictureTooFull(answer.overflow)
    if (answer.failure !== undefined) throw new PictureUndrawable(answer.failure)
    return answer
  }

  return {
    async renderPicture(tree, size) {
      const { bytes: png } = await askToFit({ tree, size, isCheck: false })
      const bytes = Buffer.from(png as Uint8Array)
      if (bytes.length > maxPictureBytes)
        throw new PictureUndrawable(`it has ${bytes.length} bytes and LINE takes ${maxPictureBytes}. Simplify it.`)
      return bytes
    },
    async renderWhole(tree, width) {
      const { bytes } = await askToFit({ tree, size: { width }, isCheck: false })
      return Buffer.from(bytes as Uint8Array)
    },
    async printPicture(tree, size, print) {
      const { bytes } = await askToFit({ tree, size, isCheck: false, print })
      return Buffer.from(bytes as Uint8Array)
    },
    async checkPicture(tree, size) {
      await askToFit({ tree, size, isCheck: true })
    },
    async close() {
      const open = drawing
      if (!open) return
      const gone = once(open, 'exit')
      stir(open) // at rest it keeps nobody waiting, who waits for its end included
      open.kill('SIGKILL')
      await gone
    },
  }
}
