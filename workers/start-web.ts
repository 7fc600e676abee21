import { type Supervised, supervise } from './supervise.ts';

/** Twice Node's own room for new objects: a page over thousands of accounts takes a tenth less time. */
const WEB_FLAGS = ['--max-semi-space-size=32'];

/** The web, as a child of this process with its environment. */
export function superviseWeb(say: (line: string) => void, { dev = false } = {}): Supervised {
  return supervise('web.ts', say, { args: dev ? ['--dev'] : [], flags: WEB_FLAGS });
}
