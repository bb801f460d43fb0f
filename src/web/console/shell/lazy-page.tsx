import { Skeleton, Stack } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useState } from 'react'

export type LoadPage = () => Promise<{ default: ComponentType }>

/** A page whose code is fetched when it is opened. */
export function LazyPage({ load }: { load: LoadPage }) {
  const [Loaded] = useState(() => lazy(load))
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Loaded />
    </Suspense>
  )
}

export function PageSkeleton() {
  return (
    <Stack className="page" aria-hidden="true">
      <Skeleton height={34} width="40%" />
      <Skeleton height={160} />
      <Skeleton height={160} />
    </Stack>
  )
}
