// SPDX-License-Identifier: GPL-3.0-or-later
//
// The box itself: an input with a list that follows it. Where it stands, in a dialog or in the page, is not its matter.
import {Lane} from "./client.js";
import {Combobox} from "./combobox.js";
import {icon, ICONS, make} from "./elements.js";
import {FACET_NAMES, Filters} from "./filters.js";
import {hrefOf} from "./links.js";
import {allOption, group, queryOption, resultOptions, suggestionOption} from "./options.js";
import {insert} from "./strings.js";

const MOST_RESULTS = 8;
const MOST_SUGGESTIONS = 5;
const SUGGEST_PAUSE_MS = 40;
const SEARCH_PAUSE_MS = 120;
const ANNOUNCE_MS = 700;   // a screen reader first says what was typed
const HANGUL_MS = 800;     // a syllable that rests so long is meant as it is
const HANGUL = /^[\uac00-\ud7a3]+$/;

export class Panel {
  #text = "";            // what the list is about
  #finished = true;      // the last word is whole
  #suggestions = [];
  #answer = null;
  #problem = null;       // a NoAnswer
  #timers = {};
  #composing = false;
  #openFirst = false;    // Enter came before the results

  // options: {client, strings, language, site, recent (or null), resultsPage, directives}. `leave` is called when the
  // reader is done; `choose(detail)` says whether a link may be followed.
  constructor(options, {leave, choose}) {
    Object.assign(this, options, {leave, choose});
    this.view = {site: this.site, language: this.language, directives: this.directives};
    this.filters = new Filters(this.strings, () => this.#ask(true));
    this.suggest = new Lane(this.client, SUGGEST_PAUSE_MS, true, (found) => this.#suggested(found), () => {});
    this.results = new Lane(this.client, SEARCH_PAUSE_MS, false, (answer) => this.#answered(answer), (problem) => this.#failed(problem));
    this.#build();
    this.combobox = new Combobox(this.input, this.list, () => this.#submit());
    this.#listen();
    this.#render();
  }

  #build() {
    const {strings} = this;
    this.input = make("input", {
      type: "text", role: "combobox", part: "input", "aria-label": strings.query_label, placeholder: strings.query_label,
      "aria-autocomplete": "list", "aria-controls": "list", "aria-expanded": "false", "aria-haspopup": "listbox",
      autocomplete: "off", autocapitalize: "none", autocorrect: "off", spellcheck: "false", enterkeyhint: "search", dir: "auto"
    });
    this.clearButton = make("button", {type: "button", class: "round", part: "clear", "aria-label": strings.clear, hidden: true}, icon(ICONS.clear));
    this.closeButton = make("button", {type: "button", class: "close", part: "close"}, strings.close);
    this.header = make("form", {role: "search", class: "header", part: "form"}, icon(ICONS.search), this.input, this.clearButton, this.closeButton);
    this.notes = make("div", {class: "notes"});
    this.list = make("div", {role: "listbox", id: "list", "aria-label": strings.search, part: "list"});
    this.message = make("div", {class: "message", part: "message"});
    this.body = make("div", {class: "body", part: "body"}, this.filters.element, this.notes, this.list, this.message);
    this.status = make("p", {class: "unseen", role: "status"});
    const key = (name, meaning) => make("span", {}, make("kbd", {part: "key"}, name), ` ${meaning}`);
    this.footer = make("div", {class: "footer", part: "footer", "aria-hidden": "true"}, key("↑↓", strings.move), key("↵", strings.open),
                       key("esc", strings.leave));
  }

  #listen() {
    const {input} = this;
    input.addEventListener("compositionstart", () => this.#compose());
    input.addEventListener("compositionupdate", (event) => this.#composed(event.data));
    input.addEventListener("compositionend", () => this.#typed(true));
    input.addEventListener("input", (event) => event.isComposing || this.#typed(false));
    this.header.addEventListener("submit", (event) => event.preventDefault());
    this.clearButton.addEventListener("click", () => this.search(""));
    this.closeButton.addEventListener("click", () => this.leave());
    this.list.addEventListener("click", (event) => this.#clicked(event));
    this.online = () => this.#problem?.kind === "offline" && this.#ask(true);
    addEventListener("online", this.online);
  }

  // The panel is not used any more.
  dispose() {
    removeEventListener("online", this.online);
    this.rest();
  }

  // Nothing more is asked: the reader has left.
  rest() {
    this.suggest.stop();
    this.results.stop();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#timers = {};
    this.#composing = false;
    this.#openFirst = false;
    this.body.removeAttribute("aria-busy");
  }

  // Stands in the input as if it had been searched for elsewhere.
  fill(text) {
    this.#text = this.input.value = text;
    this.#render();
  }

  get composing() { return this.#composing; }
  get isEmpty() { return this.input.value.trim() === ""; }

  // Puts a whole query into the input, as a suggestion or the site's owner gives it.
  search(text) {
    this.input.value = text;
    this.combobox.release();
    this.#finished = true;
    this.#begin(text, true);
    this.input.focus();
  }

  // ---------------------------------------------------------------- typing

  // What an input method composes is not text yet, and nothing is sent of it.
  #compose() {
    this.#composing = true;
    this.suggest.stop();
    this.results.stop();
  }

  // Hangul is composed syllable by syllable and the last one never ends by itself: at rest it is what was meant.
  #composed(text) {
    clearTimeout(this.#timers.hangul);
    if (HANGUL.test(text)) this.#timers.hangul = setTimeout(() => this.#begin(this.input.value, true), HANGUL_MS);
  }

  #typed(atOnce) {
    clearTimeout(this.#timers.hangul);
    this.#composing = false;
    this.#finished = false;
    this.#begin(this.input.value, atOnce);
  }

  #begin(text, atOnce) {
    this.#text = text;
    this.#openFirst = false;
    if (text.trim() === "") return this.#reset();
    // Until the server answers: what is here already and still fits.
    this.#suggestions = this.#suggestions.filter((suggestion) => contains(suggestion, text));
    this.#render();
    this.suggest.ask(this.client.address("api/suggest", {q: text, limit: MOST_SUGGESTIONS}), atOnce);
    this.#ask(atOnce);
  }

  #reset() {
    this.rest();
    this.filters.clear();
    this.#suggestions = [];
    this.#answer = this.#problem = null;
    this.#render();
  }

  #ask(atOnce) {
    if (this.#text.trim() === "") return;
    clearTimeout(this.#timers.retry);
    this.body.setAttribute("aria-busy", "true");
    this.results.ask(this.client.address("api/search", {
      q: this.#text, limit: MOST_RESULTS, typing: this.#finished ? "" : "1", facets: FACET_NAMES, ...this.filters.parameters
    }), atOnce);
  }

  // ---------------------------------------------------------------- answers

  #suggested(found) {
    this.#suggestions = found.suggestions;
    this.#render();
  }

  #answered(answer) {
    this.#settle(answer, null);
    if (this.#openFirst) return this.#first();
    this.#announce(this.#summary());
  }

  #failed(problem) {
    this.#settle(null, problem);
    this.#announce(this.#problemText());
    // Who was told when to come back need not be asked.
    if (problem.retryAfter > 0 && problem.retryAfter <= 30)
      this.#timers.retry = setTimeout(() => this.#ask(true), problem.retryAfter * 1000);
  }

  #settle(answer, problem) {
    this.body.removeAttribute("aria-busy");
    this.#answer = answer;
    this.#problem = problem;
    this.#render();
  }

  #announce(text) {
    clearTimeout(this.#timers.announce);
    this.#timers.announce = setTimeout(() => { this.status.textContent = text; }, ANNOUNCE_MS);
  }

  #summary() {
    const {strings} = this, {total, total_exact: exact, query} = this.#answer;
    if (total === 0) return insert(strings.nothing, query);
    if (total === 1 && exact) return strings.one_result;
    return insert(exact ? strings.results : strings.about_results, this.#count(total));
  }

  #problemText() { return this.strings[this.#problem.kind]; }
  #count(number) { return number.toLocaleString(this.language); }

  // ---------------------------------------------------------------- choosing

  #clicked(event) {
    const chosen = event.target.closest("[role=option]");
    if (!chosen) return;
    const {query, key} = chosen.dataset;
    if (query !== undefined) return this.search(query);
    const away = event.ctrlKey || event.metaKey || event.shiftKey;  // into another tab or window
    if (!this.isEmpty) this.recent?.add(this.input.value.trim());
    if (!chosen.href) return;
    const follow = this.choose({url: chosen.href, kind: key.split(" ", 1)[0], query: this.input.value});
    if (!follow) event.preventDefault();
    else if (!event.isTrusted) this.#follow(event, chosen.href, away);
    if (!away) this.leave();
  }

  // Browsers follow a click that a script made in their own ways; this is one for all.
  #follow(event, href, away) {
    event.preventDefault();
    if (away) open(href, "_blank", "noopener");
    else location.assign(href);
  }

  // Enter without an option: all results, or the first if there is no page for them.
  #submit() {
    if (this.isEmpty) return;
    if (this.#problem) return this.#ask(true);
    if (this.resultsPage) return this.#goto(this.#resultsAddress(), "all");
    if (this.results.busy || this.#answer?.query !== this.input.value) {
      this.#openFirst = true;
      return this.#ask(true);
    }
    this.#first();
  }

  #first() {
    const href = this.#answer.hits[0] && hrefOf(this.#answer.hits[0].url, this.site);
    if (href) this.#goto(href, "page");
  }

  #goto(url, kind) {
    const query = this.input.value.trim();
    this.recent?.add(query);
    if (this.choose({url, kind, query})) location.assign(url);
    this.leave();
  }

  #resultsAddress() {
    const url = new URL(this.resultsPage);
    const given = this.client.filter.filter(([name]) => !url.searchParams.has(name));
    for (const [name, value] of [["q", this.input.value.trim()], ...given, ...Object.entries(this.filters.parameters)]) url.searchParams.append(name, value);
    return url.href;
  }

  // ---------------------------------------------------------------- showing

  #render() {
    this.clearButton.hidden = this.input.value === "";
    this.filters.show(this.#answer?.facets ?? null);
    this.notes.replaceChildren(...(this.#answer ? this.#notes() : []));
    this.list.replaceChildren(...this.#groups().filter(Boolean));
    this.list.hidden = this.list.childElementCount === 0;
    this.message.replaceChildren(...this.#messages());
    this.message.hidden = this.message.childElementCount === 0;
    this.combobox?.changed();
  }

  #groups() {
    if (this.#problem) return [];
    if (this.isEmpty) return [this.#recentGroup()];
    const hits = this.#answer?.hits ?? [];
    const shown = new Set(hits.map((hit) => hit.url));
    // Suggestions know no filters.
    const suggestions = this.filters.any ? [] : this.#suggestions.filter((suggestion) => !shown.has(suggestion.url));
    return [
      group("suggestions", this.strings.suggestions, suggestions.map((suggestion) => suggestionOption(suggestion, this.site))),
      group("pages", this.strings.found, hits.flatMap((hit) => resultOptions(hit, this.view))),
      hits.length > 0 && hits.length < this.#answer.total && this.resultsPage ? allOption(this.#resultsAddress(), insert(this.strings.all_results, this.#count(this.#answer.total))) : null
    ];
  }

  #recentGroup() {
    if (!this.recent) return null;
    const forget = make("button", {type: "button", class: "forget", part: "forget"}, this.strings.forget);
    forget.addEventListener("click", () => {
      this.recent.clear();
      this.#render();
      this.input.focus();
    });
    this.forget = forget;
    return group("recent", this.strings.recent, this.recent.list.map((text) => queryOption(text, ICONS.recent)));
  }

  #notes() {
    const {strings} = this, {corrected, suggestion, match, diagnostics} = this.#answer;
    const again = suggestion && this.#button(insert(strings.did_you_mean, suggestion), () => this.search(suggestion));
    return [
      corrected && insert(strings.corrected, corrected.trim()), again, match === "some" && strings.some_words,
      ...diagnostics.map(({message}) => make("span", {lang: "en"}, message))
    ].filter(Boolean).map((note) => make("p", {class: "note", part: "note"}, note));
  }

  #messages() {
    if (this.#problem) return [make("p", {class: "strong"}, this.#problemText()), this.#button(this.strings.retry, () => this.#retry())];
    if (this.isEmpty) return this.recent?.list.length ? [this.forget] : [this.#tips()];
    if (!this.#answer || this.#answer.hits.length > 0) return [];
    const {strings} = this;
    return [
      make("p", {class: "strong"}, insert(strings.nothing, this.#answer.query)),
      make("ul", {}, make("li", {}, strings.try_spelling), make("li", {}, strings.try_fewer)),
      ...(this.filters.any ? [this.#button(strings.without_filters, () => this.#widen())] : []), this.#tips()
    ];
  }

  #retry() {
    this.input.focus();
    this.#ask(true);
  }

  #widen() {
    this.filters.clear();
    this.#retry();
  }

  #tips() {
    const {strings} = this, {word} = strings;
    const rows = [[`"${word} ${word}"`, strings.tip_phrase], [`-${word}`, strings.tip_without], [`title:${word}`, strings.tip_title], [`${word}*`, strings.tip_prefix]];
    return make("div", {class: "tips", part: "tips"}, make("p", {class: "heading"}, strings.tips),
                make("dl", {}, ...rows.map(([typed, meaning]) => make("div", {}, make("dt", {}, make("code", {}, typed)), make("dd", {}, meaning)))));
  }

  #button(text, act) {
    const button = make("button", {type: "button", class: "plain", part: "action"}, text);
    button.addEventListener("click", act);
    return button;
  }
}

// Whether a suggestion for a shorter text still fits the longer one, by its letters alone: the server knows more.
function contains(suggestion, text) {
  const plain = (string) => string.normalize("NFKC").toLowerCase();
  return plain(suggestion.text.map((part) => part.text).join("")).includes(plain(text.trim()));
}
