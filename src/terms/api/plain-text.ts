import * as z from 'zod';
import { BLANK_FAULT, faultOfText, INVISIBLE_FAULT, isBlank, UNREADABLE_FAULT } from '../clean-text.ts';

/**
 * A text in a path, a query or a body that is looked up or looked for: what no text of a record holds finds nothing, and a database takes no NUL at all.
 * Passwords are the one exception, for they are hashed and shown to nobody.
 * @param max,min characters; one that must have any must also show something
 */
export function plainText(max: number, min = 0) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((text) => faultOfText(text) !== UNREADABLE_FAULT, UNREADABLE_FAULT)
    .refine((text) => faultOfText(text) !== INVISIBLE_FAULT, INVISIBLE_FAULT)
    .refine((text) => text.length < min || min === 0 || faultOfText(text) !== undefined || !isBlank(text), BLANK_FAULT);
}
