import { app, type Session, shell, type WebContents } from 'electron';
import { studioOrigin } from './studio-protocol.ts';

/** The only thing a page may do beyond drawing: put text a person copied on the clipboard. */
const grantedToStudio: readonly string[] = ['clipboard-sanitized-write'];

/** Denies every permission a page could ask for, but for the list above to our own origin. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(grantedToStudio.includes(permission) && contents.mainFrame.origin === studioOrigin);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) =>
      grantedToStudio.includes(permission) && origin.replace(/\/$/, '') === studioOrigin,
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** No page ever leaves the studio, embeds another or opens a window. Links go to the system's browser. */
export function confinePages(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address !== null) void shell.openExternal(address);
    return { action: 'deny' };
  });
}

/** The address as parsed, when it is one that may be given to the system: https and mailto, without a password. */
export function externalAddress(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'mailto:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
