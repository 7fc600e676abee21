import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const buttonClass = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control border text-13 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:stroke-[1.75]',
  {
    variants: {
      variant: {
        primary:
          'border-accent bg-accent font-medium text-on-accent hover:not-disabled:border-accent-hover hover:not-disabled:bg-accent-hover',
        default: 'border-line-strong bg-surface text-fg hover:bg-hover [&_svg]:text-fg-3',
        ghost: 'border-transparent text-fg-2 hover:bg-hover [&_svg]:text-fg-3',
        danger: 'border-line-strong bg-surface text-bad hover:bg-bad-soft',
      },
      size: {
        small: 'h-6 px-2 text-12 [&_svg]:size-3',
        toolbar: 'h-7 px-2.5 max-md:h-9',
        form: 'h-8 px-3 max-md:h-11',
        touch: 'h-11 px-4 text-14 [&_svg]:size-4',
      },
      square: { true: 'px-0', false: '' },
    },
    compoundVariants: [
      { square: true, size: 'small', class: 'w-6' },
      { square: true, size: 'toolbar', class: 'w-7 max-md:w-9' },
      { square: true, size: 'form', class: 'w-8 max-md:w-11' },
      { square: true, size: 'touch', class: 'w-11 [&_svg]:size-5' },
    ],
    defaultVariants: { variant: 'default', size: 'toolbar', square: false },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonClass> & {
    /** Draws the only child (a link) as the button. */
    asChild?: boolean;
  };

/** One filled (`primary`) button in a work area. `square` holds an icon alone and needs an `aria-label`. */
export function Button({ variant, size, square, asChild, className, type, ...rest }: ButtonProps) {
  const classes = cn(buttonClass({ variant, size, square }), className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return <button type={type ?? 'button'} className={classes} {...rest} />;
}
