export { SqliteCatalog } from './sqlite-catalog.js';
export { SqliteLocalState } from './sqlite-local-state.js';
