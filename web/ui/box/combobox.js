// SPDX-License-Identifier: GPL-3.0-or-later
//
// A combobox with a list, manual selection: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/. The focus stays in the
// input; aria-activedescendant says which option the arrow keys have reached.

export class Combobox {
  #active = null;
  #count = 0;

  // submit: Enter without an option.
  constructor(input, list, submit) {
    Object.assign(this, {input, list, submit});
    input.addEventListener("keydown", (event) => this.#keydown(event));
    // A click must not take the focus from the input.
    list.addEventListener("pointerdown", (event) => event.pointerType === "mouse" && event.button === 0 && event.preventDefault());
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  // To be called when the options are others; the active one stays if it is still there.
  changed() {
    const options = this.options;
    for (const option of options) option.id ||= `option-${++this.#count}`;
    const key = this.#active?.dataset.key;
    this.#activate(key ? options.find((option) => option.dataset.key === key) : null, false);
    this.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  // No option is active.
  release() { this.#activate(null); }

  #activate(option, scroll = true) {
    this.#active?.setAttribute("aria-selected", "false");
    this.#active = option ?? null;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    if (scroll) option.scrollIntoView({block: "nearest"});
  }

  #keydown(event) {
    // While an input method composes, its keys are its own; 229 is what Safari says of them afterwards.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    if (event.key === "Enter") return this.#enter(event);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = this.#targetOf(event.key);
    if (target === undefined) return;
    event.preventDefault();
    this.#activate(target);
  }

  // The option that the key leads to; undefined: the key is not ours.
  #targetOf(key) {
    const options = this.options;
    if (options.length === 0) return undefined;
    const at = options.indexOf(this.#active);
    switch (key) {
      case "ArrowDown":
        return at === options.length - 1 ? null : options[at + 1];
      case "ArrowUp":
        return at < 0 ? options.at(-1) : at === 0 ? null : options[at - 1];
      case "Home":
        return at < 0 ? undefined : options[0];
      case "End":
        return at < 0 ? undefined : options.at(-1);
      case "ArrowLeft":
      case "ArrowRight":
        if (at >= 0) this.#activate(null);  // the caret moves
        return undefined;
      default:
        return undefined;
    }
  }

  #enter(event) {
    event.preventDefault();
    if (!this.#active) return this.submit();
    const {ctrlKey, metaKey, shiftKey} = event;
    this.#active.dispatchEvent(new MouseEvent("click", {bubbles: true, composed: true, cancelable: true, ctrlKey, metaKey, shiftKey}));
  }
}
