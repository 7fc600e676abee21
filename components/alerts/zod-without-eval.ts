import { z } from 'zod';

// Pages may not evaluate text as code, and Zod tries to as soon as a schema is made: to be imported before any schema is.
z.config({ jitless: true });
