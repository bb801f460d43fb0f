import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** A table that a phone does not hold: it scrolls sideways, by the arrow keys too, and a shade at its edge tells that there is more. */
export function WideTable({
  label,
  minWidth,
  hasNumbers = false,
  children,
}: {
  label: string
  minWidth: number
  hasNumbers?: boolean
  children: ReactNode
}) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      type="native"
      className="wide-table"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table className={hasNumbers ? 'data number' : 'data'}>{children}</Table>
    </Table.ScrollContainer>
  )
}
