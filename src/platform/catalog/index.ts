export { SqliteCatalog } from './sqlite-catalog.js';
