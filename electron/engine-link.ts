import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { channels } from './channels.ts';

export interface EngineLink {
  /** Joins a window to the engine with a new port, starting the engine if it is not running. */
  connect(contents: WebContents): void;
  /** Lets the engine close its data, and resolves when its process is gone (after 3 s at most). */
  close(): Promise<void>;
}

/** The engine's process, started when first asked for and again should it ever die. */
export function createEngineLink(options: {
  program: string;
  /** Asked for when it starts: what the system offers is known by then. */
  arguments: () => string[];
  onStart?: (child: UtilityProcess) => void;
}): EngineLink {
  let running: UtilityProcess | null = null;
  const start = (): UtilityProcess => {
    const child = utilityProcess.fork(options.program, options.arguments(), {
      serviceName: 'Rulewright engine',
      stdio: 'inherit',
    });
    options.onStart?.(child);
    child.once('exit', () => {
      if (running === child) running = null;
    });
    return child;
  };
  return {
    connect: (contents) => {
      running ??= start();
      const { port1, port2 } = new MessageChannelMain();
      running.postMessage('connect', [port1]);
      contents.postMessage(channels.port, null, [port2]);
    },
    close: () =>
      new Promise((closed) => {
        const child = running;
        if (child === null) {
          closed();
          return;
        }
        const cut = setTimeout(() => child.kill(), 3_000);
        child.once('exit', () => {
          clearTimeout(cut);
          closed();
        });
        child.postMessage('close');
      }),
  };
}
