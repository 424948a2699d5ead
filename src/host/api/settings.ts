import type { Observable } from './observable.js';

export interface Configuration {
  /** A setting of the plugin's own `contributes.configuration`, or its default. The same names work with `mamori config`. */
  get<T>(key: string): Promise<T>;
  update(key: string, value: unknown): Promise<void>;
  readonly onDidChange: Observable<{ readonly key: string; readonly value: unknown }>;
}

/** Values in the operating system's credential store, under the plugin's own name. Needs `secrets`. */
export interface Secrets {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}
