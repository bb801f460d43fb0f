import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { resolveVariables, theme } from '../ui/theme.ts'
import { queryClient } from './api/query-client.ts'
import { pages } from './pages/index.ts'
import { Allowed } from './shell/allowed.tsx'
import { Gate } from './shell/gate.tsx'
import { LazyPage } from './shell/lazy-page.tsx'
import { NotFoundPage, PageError } from './shell/page-error.tsx'

const router = createBrowserRouter([
  {
    path: '/welcome',
    errorElement: <PageError />,
    element: <LazyPage load={() => import('./shell/welcome-page.tsx')} />,
  },
  {
    path: '/sign-in/line',
    errorElement: <PageError />,
    element: <LazyPage load={() => import('./shell/line-return-page.tsx')} />,
  },
  {
    element: <Gate />,
    errorElement: <PageError />,
    children: [
      {
        errorElement: <PageError />,
        children: [
          ...pages.flatMap(({ routes, permission }) =>
            routes.map(({ path, load }) => ({
              path,
              element: (
                <Allowed permission={permission} key={path}>
                  <LazyPage load={load} />
                </Allowed>
              ),
            })),
          ),
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
])

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} forceColorScheme="light">
      <Notifications position="bottom-center" limit={3} />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
