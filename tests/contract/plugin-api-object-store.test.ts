import { PluginObjectStore } from '../../src/agent/plugins/plugin-object-store.js';
import { describeObjectStore } from './object-store-contract.js';
import { PLACES, PluginAgent } from './support/plugin-agent.js';

for (const place of PLACES) {
  describeObjectStore(`a plugin's destination, ${place}`, async () => {
    const agent = new PluginAgent(place);
    const host = agent.start(agent.fixture('folder-destination'));
    const store = new PluginObjectStore(await host.openDestination('boxes:one', new AbortController().signal));
    return { store, cleanUp: () => agent.dispose() };
  });
}
