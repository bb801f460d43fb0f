import { drawing, type PictureTree } from '../../../platform/pictures/picture-tree.ts'

// Drawn paths, never letters of a font: IBM Plex has neither a tick nor a cross.

const svg = (size: number, inside: string) =>
  drawing(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${size}" height="${size}">${inside}</svg>`,
    {
      width: size,
      height: size,
    },
  )

const stroke = (color: string, width = 2.4) =>
  `fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`

export function tick(size: number, ground: string, color: string): PictureTree {
  return svg(
    size,
    `<circle cx="12" cy="12" r="12" fill="${ground}"/><path d="M7 12.4l3.4 3.4 6.6-7" ${stroke(color)}/>`,
  )
}

export function cross(size: number, ground: string, color: string): PictureTree {
  return svg(
    size,
    `<circle cx="12" cy="12" r="12" fill="${ground}"/><path d="M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4" ${stroke(color)}/>`,
  )
}

/** A triangle that points up or down, or a bar for "as before". */
export function trend(size: number, points: number, color: string): PictureTree {
  const path = points > 0 ? 'M12 5l8 14H4z' : 'M12 19L4 5h16z'
  return svg(size, points === 0 ? `<path d="M4 12h16" ${stroke(color, 4)}/>` : `<path d="${path}" fill="${color}"/>`)
}

export function clock(size: number, color: string): PictureTree {
  return svg(
    size,
    `<circle cx="12" cy="12" r="10" ${stroke(color, 2.2)}/><path d="M12 6.5V12l3.8 2.2" ${stroke(color, 2.2)}/>`,
  )
}

export function ring(size: number, color: string): PictureTree {
  return svg(size, `<circle cx="12" cy="12" r="10" ${stroke(color, 2.6)}/>`)
}

export function alertMark(size: number, ground: string, color: string): PictureTree {
  return svg(
    size,
    `<circle cx="12" cy="12" r="12" fill="${ground}"/><path d="M12 6.5v6.5M12 17v.2" ${stroke(color, 2.8)}/>`,
  )
}

export function lock(size: number, color: string): PictureTree {
  return svg(
    size,
    `<rect x="5" y="11" width="14" height="9" rx="2" ${stroke(color, 2)}/><path d="M8 11V8a4 4 0 0 1 8 0v3" ${stroke(color, 2)}/>`,
  )
}

/** A ring of shares, each from the end of the one before, beginning at twelve o'clock. */
export function donut(size: number, ground: string, parts: { share: number; color: string }[]): PictureTree {
  const radius = 10.2
  const around = 2 * Math.PI * radius
  let at = 0
  const arcs = parts.map(({ share, color }) => {
    const length = Math.min(1 - at, Math.max(0, share)) * around
    const arc = `<circle cx="12" cy="12" r="${radius}" fill="none" stroke="${color}" stroke-width="3.2" stroke-dasharray="${length} ${around}" stroke-dashoffset="${-at * around}" transform="rotate(-90 12 12)"/>`
    at += length / around
    return arc
  })
  return svg(
    size,
    `<circle cx="12" cy="12" r="${radius}" fill="none" stroke="${ground}" stroke-width="3.2"/>${arcs.join('')}`,
  )
}
