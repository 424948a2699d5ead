/* An agent that has plugins running and is then killed. Tells the process of the host, whose plugin is at work or (with `loop`) in an endless loop. */
import { PluginWorld } from './plugin-world.js';

const world = new PluginWorld();
world.start([world.plugin('trouble')]);
const pid = await world.run('trouble', { what: 'pid' });
if (process.argv[2] === 'loop') {
  void world.run('trouble', { what: 'loop' });
  await world.wrote('looping');
} else {
  void world.run('trouble', { what: 'never' });
}
console.log(JSON.stringify({ pid, root: world.root }));
