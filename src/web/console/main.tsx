import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '../ui/fonts.css'
import '../ui/base.css'
import './console.css'
import { App } from './app.tsx'
import { tellCutPastes } from './parts/tell-cut-pastes.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root: index.html and main.tsx do not belong together.')

tellCutPastes()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
