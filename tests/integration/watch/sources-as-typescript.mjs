import { registerHooks } from 'node:module';

/** Lets a plain Node process load the sources: it strips types by itself, but takes the '.js' of imports literally. */
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
