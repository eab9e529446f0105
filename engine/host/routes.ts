/** One thing the web host answers. Everything it answers is in `routes`; a request that fits none is refused. */
export interface Route {
  name: 'sign-in' | 'rpc' | 'renderer';
  transport: 'http' | 'websocket';
  methods: readonly string[];
  /** What must be shown: the one-time token in the address, or the cookie it was exchanged for. */
  access: 'token' | 'session';
  /** Whether Origin must be present; a foreign Origin is refused everywhere. */
  needsOrigin: boolean;
  matches(target: URL): boolean;
}

/** In order: the first that matches a request's address answers it. */
export const routes: readonly Route[] = [
  {
    name: 'sign-in',
    transport: 'http',
    methods: ['GET'],
    access: 'token',
    needsOrigin: false,
    matches: (target) => target.pathname === '/' && target.searchParams.has('token'),
  },
  {
    name: 'rpc',
    transport: 'websocket',
    methods: ['GET'],
    access: 'session',
    needsOrigin: true,
    matches: (target) => target.pathname === '/rpc',
  },
  {
    name: 'renderer',
    transport: 'http',
    methods: ['GET', 'HEAD'],
    access: 'session',
    needsOrigin: false,
    matches: () => true,
  },
];
