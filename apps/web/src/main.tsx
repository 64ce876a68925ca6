import '@fontsource-variable/source-sans-3/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/checks.css';
import './ui/overlays.css';
import './ui/layout.css';
import './app/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './app/Root.js';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
