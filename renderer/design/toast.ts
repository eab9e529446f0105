import { toast as sonner } from 'sonner';

/** Short news at the edge of the window. Errors stay until they are dismissed. */
export const toast = {
  info(title: string, description?: string): void {
    sonner(title, { description });
  },
  error(title: string, description?: string): void {
    sonner.error(title, { description, duration: Number.POSITIVE_INFINITY, closeButton: true });
  },
  undo(title: string, run: () => void): void {
    sonner(title, { action: { label: 'Undo', onClick: run }, duration: 8000 });
  },
};
