import type { ReactElement } from 'react';

/** Three steps on a line that branches: a rule. */
export function Logo({ size = 22 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="22" height="22" rx="6.5" fill="currentColor" />
      <g stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 6.5v11" />
        <path d="M8 11.5h4.5a3 3 0 0 0 3-3v-1" />
        <path d="M11 13l5 4.5" />
      </g>
      <circle cx="8" cy="6" r="1.9" fill="var(--surface)" />
      <circle cx="15.5" cy="6.3" r="1.9" fill="var(--surface)" />
      <circle cx="8" cy="18" r="1.9" fill="var(--surface)" />
      <circle cx="16.6" cy="18" r="1.9" fill="var(--surface)" />
    </svg>
  );
}
