import type { ReactNode } from 'react'

/** Names and values beside each other, below each other on a phone. */
export function Facts({ items }: { items: (readonly [string, ReactNode] | false | null | undefined)[] }) {
  return (
    <dl className="facts">
      {items.map((item) =>
        item ? (
          <div key={item[0]}>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
