import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our size and radius names are unknown to tailwind-merge; without them `text-13` would be taken for a colour.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['10', '11', '12', '13', '14', '16', '20', '24'],
      radius: ['chip', 'control', 'panel'],
      shadow: ['float'],
    },
  },
});

/** Joins class names; of two that set the same property the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
