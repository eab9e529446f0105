/** Every IPC channel between the shell and its window. */
export const channels = {
  /** Window → shell: asks for a port to the engine. */
  connect: 'engine:connect',
  /** Shell → window: the port. */
  port: 'engine:port',
  /** Window → shell: the interface actions for the native menu. */
  setMenu: 'menu:set',
  /** Shell → window: the id of the entry that was chosen. */
  menuAction: 'menu:action',
} as const;
