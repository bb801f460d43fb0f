import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Empty, Page } from '../parts/page.tsx'
import { useWords } from '../words/define-words.ts'
import { shellWords } from './words.ts'

/** A page that threw, or whose code a new release has replaced: words and a way on, never a stack. */
export function PageError() {
  const w = useWords(shellWords)
  return (
    <Page title={w('brokenTitle')}>
      <Empty
        title={w('brokenTitle')}
        text={w('brokenText')}
        action={<Button onClick={() => location.reload()}>{w('reload')}</Button>}
      />
    </Page>
  )
}

export function NotFoundPage() {
  const w = useWords(shellWords)
  return (
    <Page title={w('notFoundTitle')}>
      <Empty
        title={w('notFoundTitle')}
        text={w('notFoundText')}
        action={
          <Button component={Link} to="/">
            {w('toHome')}
          </Button>
        }
      />
    </Page>
  )
}
