// Prints what the command line's own modules make of this process: JSON keeps lone surrogates.
import { registerHooks } from 'node:module';

registerHooks({ resolve: (specifier, context, next) => next(specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier, context) });
const { exactArguments } = await import('../../../../src/cli/exact-arguments.ts');
const { callerFolder } = await import('../../../../src/cli/caller-place.ts');
process.stdout.write(JSON.stringify({ words: exactArguments(), folder: callerFolder() }));
