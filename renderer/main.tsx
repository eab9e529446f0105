import './without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { followWithNativeMenu } from './connection/native-menu.ts';
import './design/base.css';
import { startMakingCases } from './state/cases.ts';
import { startBackgroundChecks } from './state/problems.ts';
import { startSession } from './state/session.ts';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  startBackgroundChecks();
  startMakingCases();
  void startSession().then(() => {
    if (window.rulewright) followWithNativeMenu(window.rulewright);
  });
}
