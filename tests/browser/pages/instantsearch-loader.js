// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loads the bundle that the address names: ?client=1.0 or ?client=0.31.
document.body.append(Object.assign(document.createElement("script"), {
  src: `instantsearch-${new URLSearchParams(location.search).get("client")}.js`,
}));
