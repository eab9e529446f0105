import { z } from 'zod';

/** One thing that is wrong with a request, and its place in the body as it was sent: `conditions[0].op`. */
export const placedError = z.object({
  at: z.string(),
  message: z.string(),
  /** Of a problem in a rule: its code, as in docs/problems.md. */
  code: z.string().optional(),
});
export type PlacedError = z.infer<typeof placedError>;

/** What the error carries beside its words. */
export const problemData = z.object({
  errors: z.array(placedError).optional(),
  /** The scope or the app that was missing. */
  missing: z.object({ scope: z.string().optional(), apps: z.array(z.string()).optional() }).optional(),
  /** Of a conflict: what is stored now, and who wrote it. */
  current: z
    .object({
      ruleId: z.string(),
      version: z.int(),
      checksum: z.string(),
      author: z.string(),
      at: z.string(),
      why: z.string(),
      deleted: z.boolean(),
    })
    .optional(),
  retryAfterSeconds: z.number().optional(),
});
export type ProblemData = z.infer<typeof problemData>;

/** RFC 9457 problem details: the body of every answer from 400 on. */
export const problemDetails = problemData.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** Every way a request can fail, by code. */
export const workspaceErrors = {
  BAD_REQUEST: { status: 400, message: 'The request cannot be read', data: problemData },
  UNAUTHORIZED: { status: 401, message: 'A valid bearer token is needed', data: problemData },
  FORBIDDEN: { status: 403, message: 'The token does not allow this', data: problemData },
  NOT_FOUND: { status: 404, message: 'There is no such thing', data: problemData },
  CONFLICT: { status: 409, message: 'It is not in a state for this', data: problemData },
  PRECONDITION_FAILED: { status: 412, message: 'It was changed in between', data: problemData },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The body is too large', data: problemData },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'The body has to be JSON', data: problemData },
  UNPROCESSABLE_CONTENT: { status: 422, message: 'The body is not what is needed', data: problemData },
  PRECONDITION_REQUIRED: { status: 428, message: 'If-Match is needed', data: problemData },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests', data: problemData },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'The service broke', data: problemData },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The service cannot do this now', data: problemData },
} as const;
export type WorkspaceErrorCode = keyof typeof workspaceErrors;
