import { exactArguments } from './exact-arguments.js';
import { splitCommand } from './split-command.js';

const { name, rest } = splitCommand(exactArguments());
if (name === 'version' && rest.length === 0) {
  const { programVersion } = await import('./program-version.js'); // scripts ask for it often, and it needs nothing else
  process.stdout.write(`${programVersion()}\n`);
} else {
  const { dispatch } = await import('./dispatch.js');
  process.exitCode = await dispatch(name, rest);
}
