export type WordBox = { key: string; width: number; height: number }
export type PlacedWord = { key: string; x: number; y: number }

const turn = 0.35
const perTurn = 5

/**
 * Lays boxes on a spiral from the middle outwards, each at the first place where it touches no other and stays inside.
 * Words without a place are left out: the caller tries again with smaller type. Centres, in the same unit as the boxes.
 */
export function placeWords(boxes: WordBox[], area: { width: number; height: number }): PlacedWord[] {
  const taken: (PlacedWord & WordBox)[] = []
  const stretch = area.width / area.height
  for (const box of boxes) {
    const farthest = Math.hypot(area.width, area.height)
    for (let angle = 0; angle * (perTurn / (2 * Math.PI)) < farthest; angle += turn) {
      const radius = angle * (perTurn / (2 * Math.PI))
      const spot = {
        ...box,
        x: area.width / 2 + radius * stretch * Math.cos(angle) * 0.7,
        y: area.height / 2 + radius * Math.sin(angle) * 0.7,
      }
      if (isInside(spot, area) && !taken.some((other) => isTouching(spot, other))) {
        taken.push(spot)
        break
      }
    }
  }
  return centred(taken, area)
}

/** A few words lie to one side of the first: together they stand in the middle. */
function centred(taken: (PlacedWord & WordBox)[], area: { width: number; height: number }): PlacedWord[] {
  const left = Math.min(...taken.map(({ x, width }) => x - width / 2))
  const right = Math.max(...taken.map(({ x, width }) => x + width / 2))
  const top = Math.min(...taken.map(({ y, height }) => y - height / 2))
  const bottom = Math.max(...taken.map(({ y, height }) => y + height / 2))
  const [byX, byY] = [(area.width - left - right) / 2, (area.height - top - bottom) / 2]
  return taken.map(({ key, x, y }) => ({ key, x: x + byX, y: y + byY }))
}

function isInside({ x, y, width, height }: PlacedWord & WordBox, area: { width: number; height: number }): boolean {
  return x >= width / 2 && y >= height / 2 && x + width / 2 <= area.width && y + height / 2 <= area.height
}

function isTouching(a: PlacedWord & WordBox, b: PlacedWord & WordBox): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height
}
