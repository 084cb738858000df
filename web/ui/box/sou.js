// SPDX-License-Identifier: GPL-3.0-or-later
//
// <sou-search>: the search box of a site. docs/SEARCH_BOX.md has its attributes, parts, properties and events.
import {Client} from "./client.js";
import {icon, ICONS, make} from "./elements.js";
import {Panel} from "./panel.js";
import {Recent} from "./recent.js";
import {languageFor, stringsFor} from "./strings.js";

const HERE = new URL(".", import.meta.url).href;
const LEAST_ROOM = 240;  // pixels of a field's list, even if it then goes beyond the window
const MAC = /^(Mac|iP)/.test(navigator.platform);

const style = new CSSStyleSheet();
// STYLE is box.css: bundle_box.cmake puts it before the modules.
style.replaceSync(STYLE);

// The elements in the page: the first that can be seen answers the keys.
const boxes = new Set();

class SouSearch extends HTMLElement {
  static observedAttributes = [
    "endpoint", "as", "lang", "theme", "site", "filter", "api-key", "hotkeys", "recent", "results-page", "text-fragments", "strings"
  ];

  #root = this.attachShadow({mode: "open"});
  #panel = null;
  #dialog = null;
  #pressedOutside = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [style];
  }

  connectedCallback() {
    boxes.add(this);
    this.#build();
  }

  disconnectedCallback() {
    boxes.delete(this);
    this.#dispose();
  }

  attributeChangedCallback(name, before, after) {
    if (this.isConnected && before !== after && this.#root.childElementCount > 0) this.#build();
  }

  // Opens the dialog, or goes to the field; with a query, searches for it.
  open(query) {
    if (!this.#panel) this.#makeDialog();
    this.#scheme();
    if (this.#dialog && !this.#dialog.open) {
      this.#dialog.showModal();
      holdPage(this.#dialog, true);
      this.dispatchEvent(new CustomEvent("sou-open", {bubbles: true, composed: true}));
    }
    if (query !== undefined) this.#panel.search(query);
    this.#panel.input.focus();
    this.#panel.input.select();
  }

  close() {
    if (this.#dialog) this.#dialog.close();
    else this.#leaveField();
  }

  // ---------------------------------------------------------------- building

  get #isField() { return this.getAttribute("as") === "field"; }
  get #language() { return this.getAttribute("lang") || this.closest("[lang]")?.lang || document.documentElement.lang || navigator.language; }
  #off(name) { return this.getAttribute(name) === "off"; }

  #build() {
    const form = this.querySelector("form");  // what readers have without JavaScript; it may be in use already
    const asked = document.activeElement === document.body && form?.querySelector("[autofocus]");  // that was about to happen
    const typing = asked || form?.contains(document.activeElement);
    this.#dispose();
    this.strings = stringsFor(this.#language, readJson(this.getAttribute("strings")));
    this.#root.replaceChildren(this.#isField ? this.#makeField() : this.#makeButton());
    // A button has the page's own colours; and asking for them now would make the browser lay out the page twice.
    if (this.#isField) requestAnimationFrame(() => this.isConnected && this.#scheme());
    if (!this.#isField || !form) return;
    this.#panel.fill(form.querySelector("input:not([type=hidden])")?.value ?? "");
    if (typing) this.#panel.input.focus();
  }

  #dispose() {
    this.#panel?.dispose();
    this.#panel = this.#dialog = null;
  }

  #makePanel() {
    const endpoint = endpointOf(this.getAttribute("endpoint"));
    const page = this.getAttribute("results-page");
    const language = languageFor(this.#language);
    const client = new Client(endpoint, [...new URLSearchParams(this.getAttribute("filter") ?? "")], this.getAttribute("api-key") ?? "");
    this.#panel = new Panel({
      client,
      strings: this.strings,
      language,
      site: new URL(this.getAttribute("site") || "/", document.baseURI).href,
      recent: this.#off("recent") ? null : new Recent(endpoint),
      // Sou's own page is asked to speak as the box does.
      resultsPage: page === "off" ? null : page ? new URL(page, document.baseURI).href : new URL(`search?ui=${language}`, endpoint).href,
      directives: !this.#off("text-fragments")
    }, {
      leave: () => this.close(),
      choose: (detail) => this.dispatchEvent(new CustomEvent("sou-select", {bubbles: true, composed: true, cancelable: true, detail}))
    });
    return this.#panel;
  }

  #makeButton() {
    const iconOnly = this.getAttribute("as") === "icon";
    const keys = this.#off("hotkeys") ? null : make("kbd", {part: "key", "aria-hidden": "true"}, MAC ? "⌘K" : "Ctrl K");
    const button = make("button", {
      type: "button", part: "button", class: iconOnly ? "trigger small" : "trigger", "aria-haspopup": "dialog",
      "aria-label": this.strings.query_label, "aria-keyshortcuts": this.#off("hotkeys") ? null : "Control+K Meta+K /"
    }, icon(ICONS.search), ...(iconOnly ? [] : [make("span", {class: "label"}, this.strings.search), keys]));
    button.addEventListener("click", () => this.open());
    return button;
  }

  #makeDialog() {
    const {header, body, footer, status} = this.#makePanel();
    const dialog = make("dialog", {part: "dialog", class: "box", "aria-label": this.strings.query_label}, header, body, footer, status);
    dialog.addEventListener("cancel", (event) => this.#panel.composing && event.preventDefault());
    dialog.addEventListener("close", () => this.#closed());
    // A press outside closes; a selection of text that ends outside does not.
    dialog.addEventListener("pointerdown", (event) => { this.#pressedOutside = event.target === dialog && isOutside(dialog, event); });
    dialog.addEventListener("click", (event) => event.target === dialog && this.#pressedOutside && isOutside(dialog, event) && dialog.close());
    this.#dialog = dialog;
    this.#root.append(dialog);
  }

  #closed() {
    holdPage(this.#dialog, false);
    this.#panel?.rest();
    this.dispatchEvent(new CustomEvent("sou-close", {bubbles: true, composed: true}));
  }

  #makeField() {
    const {header, body, footer, status, input} = this.#makePanel();
    const box = make("div", {class: "box field", part: "field"}, header, make("div", {class: "drop", part: "dropdown"}, body, footer), status);
    const show = () => this.#showField(box);
    // Not when it gets the focus: a page that opens with the focus here is not to be covered.
    input.addEventListener("input", show);
    input.addEventListener("click", show);
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") show();
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      if (box.classList.contains("open")) return this.#leaveField();
      this.#panel.search("");
      this.#leaveField();
    });
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || this.#leaveField());
    return box;
  }

  #showField(box) {
    this.#scheme();
    const {left, right, bottom} = box.getBoundingClientRect();
    box.classList.toggle("end", left + right > document.documentElement.clientWidth);
    box.style.setProperty("--room", `${Math.max(innerHeight - bottom - 16, LEAST_ROOM)}px`);
    box.classList.add("open");
  }

  #leaveField() {
    this.#root.querySelector(".field")?.classList.remove("open");
    this.#panel?.rest();
  }

  // Light or dark as the page around is now: by the colour that its text has here.
  #scheme() {
    const theme = this.getAttribute("theme");
    const dark = theme === "dark" || (theme !== "light" && isLight(getComputedStyle(this).color));
    this.#root.firstElementChild.classList.toggle("dark", dark);
    this.#dialog?.classList.toggle("dark", dark);
  }
}

// ---------------------------------------------------------------- helpers

function endpointOf(text) {
  const url = new URL(text || HERE, document.baseURI);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url.href;
}

function readJson(text) {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    console.warn("sou-search: the attribute strings is no JSON");
    return {};
  }
}

// The page behind an open dialog stays where it is. Hiding its scroll bar instead would move it.
const held = new Map();  // dialog → listener

function holdPage(dialog, open) {
  const stay = held.get(dialog) ?? ((event) => event.composedPath()[0] === dialog && event.preventDefault());
  held.set(dialog, stay);
  for (const name of ["wheel", "touchmove"]) {
    if (open) document.addEventListener(name, stay, {passive: false});
    else document.removeEventListener(name, stay);
  }
  if (!open) held.delete(dialog);
}

function isOutside(element, {clientX, clientY}) {
  const {left, right, top, bottom} = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

// Of a computed colour: rgb(…), color(srgb …) or one that begins with its lightness, such as oklch(…).
function isLight(color) {
  const numbers = (color.match(/[\d.]+%?/g) ?? []).map((number) => (number.endsWith("%") ? parseFloat(number) / 100 : Number(number)));
  if (/^rgb/.test(color)) return 0.299 * numbers[0] + 0.587 * numbers[1] + 0.114 * numbers[2] > 150;
  if (/^color/.test(color)) return 0.299 * numbers[0] + 0.587 * numbers[1] + 0.114 * numbers[2] > 0.6;
  return numbers[0] > (/^(lab|lch)/.test(color) ? 60 : 0.7);
}

// ---------------------------------------------------------------- keys

const isVisible = (element) => element.getClientRects().length > 0;
// What has just been hidden may have the focus for a moment.
const takesText = (element) => element?.getClientRects().length > 0 && element.matches("input, textarea, select, [contenteditable]:not([contenteditable=false])");

function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

function isHotkey(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return false;
  if (event.key === "/") return !event.ctrlKey && !event.metaKey && !takesText(focused());
  return event.key.toLowerCase() === "k" && (MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey);
}

document.addEventListener("keydown", (event) => {
  if (!isHotkey(event)) return;
  const box = [...boxes].find((each) => each.getAttribute("hotkeys") !== "off" && isVisible(each));
  if (!box) return;
  event.preventDefault();
  box.open();
});

if (!customElements.get("sou-search")) customElements.define("sou-search", SouSearch);
