import { z } from 'zod';

/** As it is stored and looked up: small letters, no space around. What the part after the @ may be is its server's affair. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an e-mail address, like name@example.com.');
