export type { ListenFailure } from './listen.ts';
export { type Route, routes } from './routes.ts';
export { cacheControl, contentSecurityPolicy, securityHeaders } from './security-headers.ts';
export { type ServeStudioOptions, type StudioHost, serveStudio } from './serve-studio.ts';
export { listServedFiles } from './served-files.ts';
export { readSessionSecret } from './session-secret.ts';
