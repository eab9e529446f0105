import type { z } from 'zod';
import type { SyncError } from '../contract/index.ts';
import type { Result } from '../model/index.ts';
import { call, type RequestParts, type RouteOf } from './client/call.ts';
import { callOptionsFor, fromCall, type SyncOptions, tokenFor } from './context.ts';

/**
 * Sends one request of the workspace's contract with the token of that workspace, as publishing does: again while
 * that can help, its answer read by the contract's schema. For what is asked beside publishing.
 */
export async function askWorkspace<Output extends z.ZodType>(
  options: SyncOptions,
  workspace: string,
  route: RouteOf<Output>,
  parts: RequestParts = {},
): Promise<Result<z.output<Output>, SyncError>> {
  const found = await tokenFor(options, workspace);
  if (!found.ok) return found;
  return fromCall(await call(route, parts, callOptionsFor(options, found.value)));
}
