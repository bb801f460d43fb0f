import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/fonts.css'
import '../ui/base.css'
import { lightVariables } from '../ui/tokens.ts'
import './share.css'
import { SharePage } from './share-page.tsx'
import { openVisit } from './visit.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root: index.html and main.tsx do not belong together.')

// On the document, so that the ground behind the page has its colour too.
for (const [name, value] of Object.entries(lightVariables)) document.documentElement.style.setProperty(name, value)

// Begun here and not in an effect: the address carries the token once.
const visit = openVisit()

createRoot(root).render(
  <StrictMode>
    <SharePage visit={visit} />
  </StrictMode>,
)
