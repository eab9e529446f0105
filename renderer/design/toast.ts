import { toast as sonner } from 'sonner';

/** Short news at the edge of the window. Errors stay until they are dismissed. */
export const toast = {
  info(title: string, description?: string): void {
    sonner(title, { description });
  },
  error(title: string, description?: string): void {
    sonner.error(title, { description, duration: Number.POSITIVE_INFINITY, closeButton: true });
  },
  /** News with something to go on with. */
  offer(title: string, description: string | undefined, label: string, run: () => void): void {
    sonner(title, { description, action: { label, onClick: run }, duration: 10_000 });
  },
  undo(title: string, run: () => void): void {
    sonner(title, { action: { label: 'Undo', onClick: run }, duration: 8000 });
  },
};
