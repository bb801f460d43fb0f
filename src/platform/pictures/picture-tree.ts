import { container, image, type Node, text } from '@takumi-rs/helpers'
import { breakThai } from '../../contracts/break-thai.ts'

/** What a picture is drawn from: boxes laid out as CSS flexbox, words and drawings. Plain data: it travels to another process. */
export type PictureTree = Node
type Style = NonNullable<Node['style']>

/** A row of children. Lengths are pixels of the picture. */
export function row(style: Style, children: (PictureTree | undefined)[]): PictureTree {
  return container({ style: { display: 'flex', flexDirection: 'row', ...style }, children: present(children) })
}

/** A column of children. */
export function column(style: Style, children: (PictureTree | undefined)[]): PictureTree {
  return container({ style: { display: 'flex', flexDirection: 'column', ...style }, children: present(children) })
}

/**
 * Words, broken between Thai words only. `field` is what their author calls them and `lines` how many lines they may take:
 * where they do not fit, the refusal names the field and how much to cut.
 */
export function words(content: string, style: Style & { fontSize: number }, limit: WordLimit = {}): PictureTree {
  return text({
    text: breakThai(content) || '\u00a0', // an empty text would be left out and move what follows
    // 1.4: Thai stacks two marks over a letter and one below; a tighter line clips them.
    style: { lineHeight: 1.4, flexShrink: 0, whiteSpace: 'pre-line', ...style },
    attributes: {
      ...(limit.field !== undefined && { field: limit.field }),
      ...(limit.lines !== undefined && { lines: String(limit.lines) }),
    },
  })
}

export type WordLimit = { field?: string; lines?: number }

/** A drawing of our own as SVG source; pictures take no fonts or files from it. */
export function drawing(svg: string, size: { width: number; height: number }): PictureTree {
  return image({ src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, ...size, style: fixed })
}

/** A bitmap such as a logo, given as its bytes. It is never stretched; without a height it is as high as its own shape has it. */
export function bitmap(
  bytes: Uint8Array,
  size: { width: number; height?: number },
  objectFit: 'contain' | 'cover' = 'contain',
): PictureTree {
  return image({ src: bytes, ...size, style: { ...fixed, objectFit } })
}

const fixed = { flexShrink: 0 } as const

const present = (children: (PictureTree | undefined)[]) => children.filter((child) => child !== undefined)
