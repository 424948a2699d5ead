/** Areas whose codes say why something could not be saved; any other code in a run's failures comes from a plugin that prepared it. */
const OF_SAVING: ReadonlySet<string> = new Set(['agent', 'catalog', 'credential', 'engine', 'file', 'folder', 'index', 'restore', 'scan', 'source', 'store', 'vault', 'watch', 'wire']);

/** Whether a run's failure is what a plugin told of, or a plugin's own, and so none of a file. */
export function isHookCode(code: string): boolean {
  const [area = ''] = code.split('.', 1);
  return !OF_SAVING.has(area);
}
