import { z } from 'zod';

// The content policy forbids evaluating code, and zod tries it while schemas are made: the first import of all.
z.config({ jitless: true });
