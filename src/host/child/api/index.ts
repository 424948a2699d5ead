export { createPluginApi } from './plugin-api.js';
