// SPDX-License-Identifier: GPL-3.0-or-later
//
// Questions to sou-serve (docs/API.md), and what became of them.

const KEPT_ANSWERS = 64;
const DEADLINE_MS = 10_000;

// Why there is no answer. kind: "offline", "throttled", "failed"; retryAfter: seconds, if the server said so.
export class NoAnswer extends Error {
  constructor(kind, retryAfter = 0) {
    super(kind);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

export class Client {
  #answers = new Map();  // by address, the least recently used first

  // endpoint: URL that ends with "/"; filter: parameters that narrow every question; key: an API key, or "".
  constructor(endpoint, filter, key) {
    this.endpoint = endpoint;
    this.filter = filter;
    this.key = key;
  }

  // Where `route` is asked with these parameters; lists are repeated, what is empty is left out.
  address(route, parameters) {
    const url = new URL(route, this.endpoint);
    url.search = new URLSearchParams([...Object.entries(parameters), ...this.filter].filter(([, value]) => value !== ""));
    return url.href;
  }

  // The answer that is here already, or undefined.
  kept(address) {
    const answer = this.#answers.get(address);
    if (answer) this.#keep(address, answer);
    return answer;
  }

  // The answer as JSON. Throws NoAnswer, and an AbortError once the signal is.
  async ask(address, signal) {
    const kept = this.kept(address);
    if (kept) return kept;
    const response = await this.#fetch(address, signal);
    if (response.status === 429 || response.status === 503)
      throw new NoAnswer("throttled", Number(response.headers.get("retry-after")) || 0);
    if (!response.ok) throw new NoAnswer("failed");
    const answer = await response.json().catch((error) => this.#rethrow(error, signal));
    this.#keep(address, answer);
    return answer;
  }

  async #fetch(address, signal) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), DEADLINE_MS);
    const stop = () => late.abort();
    signal.addEventListener("abort", stop, {once: true});
    try {
      return await fetch(address, {
        signal: late.signal,
        credentials: "omit",
        headers: this.key ? {authorization: `Bearer ${this.key}`} : {}
      });
    } catch (error) {
      return this.#rethrow(error, signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }

  #rethrow(error, signal) {
    if (signal.aborted) throw error;
    throw new NoAnswer(navigator.onLine === false ? "offline" : "failed");
  }

  #keep(address, answer) {
    this.#answers.delete(address);
    this.#answers.set(address, answer);
    if (this.#answers.size > KEPT_ANSWERS) this.#answers.delete(this.#answers.keys().next().value);
  }
}

// One kind of question of a reader who types on: the first is asked at once if `eager`, those that follow within `pause`
// milliseconds wait until the typing rests; an older one is given up, and its answer never shown.
export class Lane {
  #timer = 0;
  #last = -Infinity;
  #asked = null;

  constructor(client, pause, eager, show, fail) {
    Object.assign(this, {client, pause, eager, show, fail});
  }

  ask(address, atOnce = false) {
    this.stop();
    const kept = this.client.kept(address);
    if (kept) return this.show(kept);
    const rested = performance.now() - this.#last >= this.pause;
    this.#last = performance.now();
    if (atOnce || (this.eager && rested)) return this.#send(address);
    this.#timer = setTimeout(() => this.#send(address), this.pause);
  }

  // What is under way or waiting is not asked any more.
  stop() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
  }

  get busy() { return this.#asked !== null; }

  async #send(address) {
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const answer = await this.client.ask(address, asked.signal);
      if (this.#asked === asked) this.#done(() => this.show(answer));
    } catch (error) {
      if (this.#asked === asked) this.#done(() => this.fail(error));
    }
  }

  #done(then) {
    this.#asked = null;
    then();
  }
}
