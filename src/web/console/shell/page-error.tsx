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
      <Empty text={w('brokenText')} action={<Button onClick={() => location.reload()}>{w('reload')}</Button>} />
    </Page>
  )
}

export const NotFoundPage = () => <DeadEnd title="notFoundTitle" text="notFoundText" />

/** A page of the menu that the person's role does not have: reached by its address alone. */
export const NoAccessPage = () => <DeadEnd title="noAccessTitle" text="noAccess" />

function DeadEnd({ title, text }: { title: 'notFoundTitle' | 'noAccessTitle'; text: 'notFoundText' | 'noAccess' }) {
  const w = useWords(shellWords)
  return (
    <Page title={w(title)}>
      <Empty
        text={w(text)}
        action={
          <Button component={Link} to="/">
            {w('toHome')}
          </Button>
        }
      />
    </Page>
  )
}
