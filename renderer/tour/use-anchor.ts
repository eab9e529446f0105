import { useEffect, useState } from 'react';

/** Where the element that a selector finds stands in the window, followed as it moves; null while there is none. */
export function useAnchor(selector: string): DOMRect | null {
  const [rect, setRect] = useState<DOMRect | null>(null);
  useEffect(() => {
    let frame = 0;
    let last = '';
    const follow = () => {
      const found = document.querySelector(selector)?.getBoundingClientRect() ?? null;
      const now = found ? `${found.x} ${found.y} ${found.width} ${found.height}` : '';
      if (now !== last) {
        last = now;
        setRect(found);
      }
      frame = window.requestAnimationFrame(follow);
    };
    follow();
    return () => window.cancelAnimationFrame(frame);
  }, [selector]);
  return rect;
}
