// SPDX-License-Identifier: GPL-3.0-or-later
//
// What narrows a search: language, tag and year, each with how many pages it leaves.
import {languageName, make} from "./elements.js";

// As the API names them: the facet, the text of its label, the parameters of a chosen value, how a value is shown.
const FACETS = [
  {facet: "lang", label: "language", parameters: (value) => ({lang: value}), shown: languageName},
  {facet: "tags", label: "tags", parameters: (value) => ({tag: value}), shown: (value) => value},
  {facet: "year", label: "year", parameters: (value) => ({after: value, before: value}), shown: (value) => value}
];

export const FACET_NAMES = FACETS.map(({facet}) => facet).join(",");

export class Filters {
  #chosen = new Map();  // facet → value
  #counts = new Map();  // facet → [{value, count}] of the last answer that the facet did not narrow itself
  #selects = new Map();  // facet → element

  // changed: called when the reader has chosen.
  constructor(strings, changed) {
    this.strings = strings;
    this.element = make("div", {role: "group", "aria-label": strings.filters, class: "filters", part: "filters", hidden: true});
    for (const {facet, label} of FACETS) {
      const select = make("select", {"aria-label": strings[label], part: "filter"});
      select.addEventListener("change", () => {
        if (select.value) this.#chosen.set(facet, select.value);
        else this.#chosen.delete(facet);
        changed();
      });
      this.#selects.set(facet, select);
      this.element.append(make("label", {class: "filter", hidden: true}, select));
    }
  }

  get any() { return this.#chosen.size > 0; }

  get parameters() {
    return Object.assign({}, ...FACETS.filter(({facet}) => this.#chosen.has(facet))
                                 .map(({facet, parameters}) => parameters(this.#chosen.get(facet))));
  }

  clear() { this.#chosen.clear(); }

  // Offers what the facets of an answer have; null: there is none.
  show(facets) {
    for (const entry of FACETS) this.#fill(entry, facets);
    this.element.hidden = [...this.element.children].every((label) => label.hidden);
  }

  #fill(entry, facets) {
    const select = this.#selects.get(entry.facet);
    const chosen = this.#chosen.get(entry.facet);
    const counts = this.#countsOf(entry.facet, facets, chosen);
    const any = make("option", {value: "", selected: chosen === undefined}, this.strings[entry.label] + this.strings.colon + this.strings.any);
    select.replaceChildren(any, ...counts.map(({value, count}) =>
      make("option", {value, selected: value === chosen}, `${entry.shown(value)} (${count})`)));
    select.parentElement.hidden = !facets || (chosen === undefined && counts.length < 2);
    select.parentElement.classList.toggle("chosen", chosen !== undefined);
  }

  // Of a facet with a chosen value the answer counts no other: those are of the answer before.
  #countsOf(facet, facets, chosen) {
    if (chosen === undefined && facets) this.#counts.set(facet, ordered(facet, facets[facet] ?? []));
    const counts = this.#counts.get(facet) ?? [];
    return chosen === undefined || counts.some(({value}) => value === chosen) ? counts : [{value: chosen, count: 0}, ...counts];
  }
}

// Years by themselves, everything else as counted, most first.
const ordered = (facet, counts) => (facet === "year" ? [...counts].sort((a, b) => b.value - a.value) : counts);
