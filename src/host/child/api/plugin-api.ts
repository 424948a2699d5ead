import type { Mamori } from '../../api/index.js';
import type { CreatePluginApi } from '../plugin-side.js';
import { ApiLife } from './api-life.js';
import { codedFailure } from './coded-failure.js';
import { commandsApi } from './commands-api.js';
import { destinationsApi } from './destinations-api.js';
import { eventsApi } from './events-api.js';
import { menusApi, overlaysApi } from './menus-api.js';
import { noticesApi } from './notices-api.js';
import { pluginContext } from './plugin-context.js';
import { protectionApi } from './protection-api.js';
import { configurationApi, secretsApi } from './settings-api.js';

/** Makes the API of one plugin for one life. Costs no call: the agent hears of it when the plugin uses it. */
export const createPluginApi: CreatePluginApi = (activation, agent, signal) => {
  const life = new ApiLife(activation, agent);
  const commands = commandsApi(life);
  const notices = noticesApi(life);
  const protection = protectionApi(life);
  const destinations = destinationsApi(life);
  const events = eventsApi(life);
  const mamori: Mamori = {
    version: activation.apiVersion,
    commands: commands.api, menus: menusApi(life), overlays: overlaysApi(life), notices: notices.api, ...protection.api, destinations: destinations.api,
    configuration: configurationApi(life, events.onDidChangeConfiguration), secrets: secretsApi(life), events: events.api, error: codedFailure,
  };
  return {
    context: pluginContext(life, signal), mamori,
    handlers: { ...commands.handlers, ...notices.handlers, ...protection.handlers, ...destinations.handlers, ...events.handlers },
    async dispose() {
      await Promise.all([life.end(), destinations.close()]);
    },
  };
};
