// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reader's last searches, kept on the device and nowhere else. Where storage is forbidden there are none.

const MOST = 6;

export class Recent {
  constructor(name) { this.key = `sou-recent ${name}`; }

  get list() {
    try {
      const list = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(list) ? list.filter((text) => typeof text === "string").slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  // The newest first, each once.
  add(text) { this.#write([text, ...this.list.filter((other) => other !== text)].slice(0, MOST)); }

  clear() { this.#write([]); }

  #write(list) {
    try {
      if (list.length > 0) localStorage.setItem(this.key, JSON.stringify(list));
      else localStorage.removeItem(this.key);
    } catch {
      // Full or forbidden: nothing is remembered.
    }
  }
}
