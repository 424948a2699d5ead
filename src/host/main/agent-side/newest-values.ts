/** A bounded queue that, when it is full, drops its oldest value for the new one. */
export class NewestValues<T> {
  readonly #limit: number;
  #values: T[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(value: T): void {
    this.#values.push(value);
    if (this.#values.length > this.#limit) this.#values.shift();
  }

  shift(): { readonly value: T } | undefined {
    return this.#values.length === 0 ? undefined : { value: this.#values.shift() as T };
  }

  get all(): readonly T[] {
    return [...this.#values];
  }
}
