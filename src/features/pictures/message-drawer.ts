import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { drawSentMessages, listImageUrls, widthOfMessages } from './drawings/sent-messages.ts'
import type { PictureDeps } from './needs.ts'

const withinMs = 3_000

/**
 * Pictures of what arrives in a chat. An approver is asked and a preview shown without one where it takes too long or cannot be
 * drawn: the words of the message are there all the same.
 */
export function createMessageDrawer({
  media,
  pictures,
  publicUrl,
  log,
}: Pick<PictureDeps, 'media' | 'pictures' | 'publicUrl' | 'log'>) {
  const ours = `${publicUrl}/media/`

  async function draw(messages: OutgoingMessage[]): Promise<string> {
    const images = new Map<string, Uint8Array>()
    for (const url of listImageUrls(messages)) {
      const found = url.startsWith(ours) ? await media.find(url.slice(ours.length)) : undefined
      if (found) images.set(url, found.bytes)
    }
    const png = await pictures.renderWhole(drawSentMessages(messages, images), widthOfMessages(messages))
    return `${ours}${await media.put(png, 'png')}`
  }

  /** The address of the picture; undefined where there is none within three seconds. */
  return async (messages: OutgoingMessage[]): Promise<string | undefined> => {
    const tooLate = new Promise<undefined>((done) => setTimeout(done, withinMs, undefined).unref())
    const drawn = draw(messages).catch((error: unknown) => {
      log.warn({ err: error }, 'what arrives could not be drawn; it is shown in words alone')
      return undefined
    })
    return Promise.race([drawn, tooLate])
  }
}
