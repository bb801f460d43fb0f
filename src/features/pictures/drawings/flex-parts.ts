import { flexSizes } from '../../../contracts/flex-sizes.ts'
import type { FlexMessage } from '../../../line/messages/outgoing-message.ts'
import { bitmap, column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'

export type Bubble = Extract<FlexMessage['contents'], { type: 'bubble' }>
export type Box = NonNullable<Bubble['body']>
type Component = Box['contents'][number]
type Text = Extract<Component, { type: 'text' }>
export type Image = Extract<Component, { type: 'image' }>
type Button = Extract<Component, { type: 'button' }>
type Style = NonNullable<PictureTree['style']>
type Layout = Box['layout']

/** The bytes of the pictures that the messages name by address, as far as they are ours; another's stays an empty frame. */
export type KnownImages = ReadonlyMap<string, Uint8Array>

/** Of letters for which a card names no colour. */
export const ink = '#111111'

/** What a component has to know of the box it lies in; `around` is the padding of a block whose box names none. */
type Place = { width: number; layout: Layout; isFirst: boolean; spacing?: number; around?: number }

function drawComponent(component: Component, images: KnownImages, place: Place): PictureTree | undefined {
  const style = placeIn(component, place)
  switch (component.type) {
    case 'box':
      return drawBox(component as Box, images, place)
    case 'text':
      return drawText(component as Text, style)
    case 'button':
      return drawButton(component as Button, style)
    case 'image':
      return column({ ...style, alignItems: alignments[(component as Image).align ?? 'center'] }, [
        drawImage(component as Image, images, place.width),
      ])
    case 'icon': {
      const side = lengthOf((component as { size?: string }).size, flexSizes.text) ?? 16
      return column({ ...style, width: side, height: side }, [
        known(images, (component as { url: string }).url, side, side),
      ])
    }
    case 'separator': {
      const color = (component as { color?: string }).color ?? '#D4D6DA'
      return column(
        {
          ...style,
          backgroundColor: color,
          alignSelf: 'stretch',
          [place.layout === 'vertical' ? 'height' : 'width']: 1,
        },
        [],
      )
    }
    case 'filler':
      return column({ flexGrow: 1 }, [])
    default:
      return undefined // a video lies in heroes alone, a span in texts
  }
}

/** A row or column, with all that is in it. */
export function drawBox(box: Box, images: KnownImages, place: Place): PictureTree {
  const spacing = lengthOf(box.spacing, flexSizes.space)
  const all = lengthOf(box.paddingAll, flexSizes.space) ?? place.around ?? 0
  const side = (own: string | undefined) => lengthOf(own, flexSizes.space) ?? all
  const padding = {
    paddingTop: side(box.paddingTop),
    paddingBottom: side(box.paddingBottom),
    paddingLeft: side(box.paddingStart),
    paddingRight: side(box.paddingEnd),
  }
  const width = place.width - padding.paddingLeft - padding.paddingRight
  let isFirst = true
  const children = box.contents.map((child) => {
    const drawn = drawComponent(child, images, { width, layout: box.layout, isFirst, ...(spacing && { spacing }) })
    isFirst = false
    return drawn
  })
  const draw = box.layout === 'vertical' ? column : row
  return draw(
    {
      ...placeIn(box, place),
      ...padding,
      minWidth: 0,
      width: extentOf(box.width),
      height: extentOf(box.height),
      maxWidth: extentOf(box.maxWidth),
      backgroundColor: box.backgroundColor,
      borderRadius: lengthOf(box.cornerRadius, flexSizes.radius),
      ...borderOf(box),
      justifyContent: box.justifyContent as Style['justifyContent'],
      alignItems: box.layout === 'baseline' ? 'baseline' : (box.alignItems as Style['alignItems']),
    },
    children,
  )
}

const borderOf = ({ borderWidth, borderColor }: Box): Style =>
  borderWidth || borderColor
    ? {
        borderWidth: lengthOf(borderWidth, flexSizes.border) ?? 1,
        borderColor: borderColor ?? '#000000',
        borderStyle: 'solid',
      }
    : {}

function drawText(text: Text, style: Style): PictureTree {
  const { wrap, lineSpacing, align = 'start' } = text
  const spans = (text.contents ?? []).filter(({ text: said }) => said)
  if (spans.length > 0)
    return row(
      { ...style, flexWrap: 'wrap', alignItems: 'baseline', justifyContent: alignments[align] },
      spans.map((span) => words(keepSpaces(span.text as string), lettersOf({ ...text, ...span }))),
    )
  const letters = lettersOf(text)
  return words(text.text ?? '', {
    ...style,
    ...letters,
    lineHeight: 1.5 + (wrap ? Number.parseFloat(lineSpacing ?? '0') / letters.fontSize : 0),
    textAlign: align,
    ...(!wrap && { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }),
  })
}

/** A space at the edge of a span stands between two spans, and a text of its own would lose it. */
const keepSpaces = (said: string) => said.replace(/^ | $/g, '\u00a0')

type Letters = Pick<Text, 'size' | 'color' | 'weight' | 'decoration'>

function lettersOf({ size, color, weight, decoration }: Letters) {
  return {
    fontSize: lengthOf(size, flexSizes.text) ?? flexSizes.text.md,
    color: color ?? ink,
    fontWeight: weight === 'bold' ? 700 : 400,
    ...(decoration === 'line-through' && { textDecorationLine: 'line-through' as const }),
  }
}

function drawButton(button: Button, style: Style): PictureTree {
  const kind = button.style ?? 'link'
  const grounds = { link: 'transparent', primary: '#17C950', secondary: '#DCDFE5' }
  const inks = { link: '#42659A', primary: '#FFFFFF', secondary: '#111111' }
  const label = (button.action as { label?: string }).label ?? ''
  return row(
    {
      ...style,
      height: button.height === 'sm' ? 40 : 52,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: 8,
      backgroundColor: kind === 'link' ? 'transparent' : (button.color ?? grounds[kind]),
    },
    [words(label, { fontSize: 16, color: kind === 'link' ? (button.color ?? inks.link) : inks[kind] })],
  )
}

/** A picture in its frame, no wider than the room there is. */
export function drawImage(image: Image, images: KnownImages, room: number): PictureTree {
  const size = image.size ?? 'md'
  const wanted =
    size === 'full'
      ? room
      : size.endsWith('%')
        ? (room * Number.parseFloat(size)) / 100
        : lengthOf(size, flexSizes.image)
  const width = Math.min(room, wanted ?? flexSizes.image.md)
  const [across = 1, down = 1] = (image.aspectRatio ?? '1:1').split(':').map(Number)
  const height = Math.min((width * down) / across, width * 3)
  return column({ width, height, flexShrink: 0, backgroundColor: image.backgroundColor }, [
    known(images, image.url, width, height, image.aspectMode === 'cover' ? 'cover' : 'contain'),
  ])
}

function known(images: KnownImages, url: string, width: number, height: number, fit: 'cover' | 'contain' = 'contain') {
  const bytes = images.get(url)
  return bytes ? bitmap(bytes, { width, height }, fit) : column({ width, height, backgroundColor: '#EEF1F8' }, [])
}

const alignments = { start: 'flex-start', center: 'center', end: 'flex-end' } as const

/** Share of the free room, distance to the component before, and offsets. */
function placeIn(component: Component, place: Place): Style {
  const { flex, margin, type } = component as { flex?: number; margin?: string; type: string }
  const { width, height, position } = component as { width?: string; height?: string; position?: string }
  if (position === 'absolute') return { position: 'absolute', ...offsetsOf(component) }
  const isVertical = place.layout === 'vertical'
  const isSized = isVertical ? height !== undefined : width !== undefined && type === 'box'
  const share = flex ?? (isVertical || isSized || type === 'icon' || type === 'separator' ? 0 : 1)
  const before = place.isFirst ? undefined : (lengthOf(margin, flexSizes.space) ?? place.spacing)
  return {
    position: 'relative',
    ...offsetsOf(component),
    flexGrow: share,
    flexShrink: !isVertical && share > 0 ? 1 : 0,
    flexBasis: !isVertical && share > 0 ? 0 : 'auto',
    ...(before !== undefined && (isVertical ? { marginTop: before } : { marginLeft: before })),
  }
}

function offsetsOf(component: Component): Style {
  const { offsetTop, offsetBottom, offsetStart, offsetEnd } = component as Record<string, string | undefined>
  const at = (offset: string | undefined) =>
    offset?.endsWith('%') ? (offset as Style['top']) : lengthOf(offset, flexSizes.space)
  const given = { top: at(offsetTop), bottom: at(offsetBottom), left: at(offsetStart), right: at(offsetEnd) }
  return Object.fromEntries(Object.entries(given).filter(([, length]) => length !== undefined))
}

/** "md" or "12px" as a number; undefined where nothing is said. */
function lengthOf(value: string | undefined, keywords: Readonly<Record<string, number>>): number | undefined {
  if (value === undefined) return undefined
  return Object.hasOwn(keywords, value) ? keywords[value] : value.endsWith('px') ? Number.parseFloat(value) : undefined
}

const extentOf = (value: string | undefined): Style['width'] =>
  value?.endsWith('px') ? Number.parseFloat(value) : (value as Style['width'])
