import { formatPath, type MessageProblem, type Path } from './problems.ts'

// LINE says 30 KB and 50 KB, not whether a KB is 1,000 or 1,024 bytes: the smaller one is always right. A Thai letter takes 3 bytes.
const maxBubbleBytes = 30_000
const maxCarouselBytes = 50_000
const maxAnimated = 10
const videoSizes = ['kilo', 'mega', 'giga']

/**
 * What holds for a Flex container as a whole. Reads plain JSON of any shape, so that these limits are named also while the
 * structure is still wrong.
 */
export function checkFlexLimits(container: unknown, path: Path): MessageProblem[] {
  if (!isRecord(container)) return []
  const isCarousel = container.type === 'carousel'
  const problems: MessageProblem[] = []
  const complain = (at: Path, code: MessageProblem['code'], message: string) =>
    problems.push({ path: formatPath([...path, ...at]), code, message })

  const bytes = countBytes(container)
  if (isCarousel && bytes > maxCarouselBytes) {
    complain([], 'TOO_LARGE', `a carousel is at most ${maxCarouselBytes} bytes of JSON, this one has ${bytes}`)
  }
  const bubbles = isCarousel ? (Array.isArray(container.contents) ? container.contents : []) : [container]
  bubbles.forEach((bubble: unknown, index) => {
    if (!isRecord(bubble)) return
    const at = isCarousel ? ['contents', index] : []
    const bubbleBytes = countBytes(bubble)
    if (bubbleBytes > maxBubbleBytes) {
      complain(at, 'TOO_LARGE', `a bubble is at most ${maxBubbleBytes} bytes of JSON, this one has ${bubbleBytes}`)
    }
    if (!isRecord(bubble.hero) || bubble.hero.type !== 'video') return
    if (isCarousel) complain([...at, 'hero'], 'NOT_ALLOWED_HERE', 'a video cannot be in a carousel')
    if (!videoSizes.includes(sizeOf(bubble))) {
      complain([...at, 'size'], 'NOT_ALLOWED_HERE', `a bubble with a video must be ${videoSizes.join(', ')}`)
    }
  })
  if (new Set(bubbles.filter(isRecord).map(sizeOf)).size > 1) {
    complain(['contents'], 'MIXED_BUBBLE_SIZES', 'all bubbles of a carousel must have the same size')
  }
  if (countAnimated(container) > maxAnimated) {
    complain([], 'TOO_MANY', `at most ${maxAnimated} pictures of a message may be animated`)
  }
  return problems
}

function sizeOf(bubble: Record<string, unknown>): string {
  return typeof bubble.size === 'string' ? bubble.size : 'mega'
}

function countBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8')
}

function countAnimated(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countAnimated(item), 0)
  if (!isRecord(value)) return 0
  const own = value.type === 'image' && value.animated === true ? 1 : 0
  return Object.values(value).reduce<number>((sum, item) => sum + countAnimated(item), own)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
