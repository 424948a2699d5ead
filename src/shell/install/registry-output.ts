/** One value as `reg query` writes it: four blanks, its name, its type and its data, parted by four blanks. */
export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

export function valuesIn(output: string): readonly RegistryValue[] {
  return output.split(/\r?\n/).flatMap(line => {
    const [, name, type, data] = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    return name === undefined || type === undefined ? [] : [{ name, type, data: data ?? '' }];
  });
}

/** The names of the keys just below `key`, with the blanks they begin with. */
export function keysBelow(key: string, output: string): string[] {
  const [, path] = /^[^\\]*\\(.*)$/.exec(key.toUpperCase()) ?? [];
  return output.split(/\r?\n/).flatMap(line => {
    const cut = line.toUpperCase().indexOf(`\\${path}\\`);
    const name = cut < 0 ? '' : line.slice(cut + (path?.length ?? 0) + 2);
    return name === '' || name.includes('\\') ? [] : [name];
  });
}
