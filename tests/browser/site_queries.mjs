// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers of tests/data/site ask in four languages, and what the first hit is: its address with the heading under
// which the words stand, if they stand under one; the words that are marked in its title, and in its text.
export const QUERIES = [
  { query: "分词", first: "/zh/posts/cjk-tokenizing/", title: [], content: ["分词"] },
  { query: "服务网格用了", first: "/zh/posts/service-mesh-notes/", title: ["服务网格用了"], content: [] },
  { query: "分かち書き", first: "/ja/posts/cjk-tokenizing/", title: ["分かち書き"], content: [] },
  { query: "기차표", first: "/ko/notes/2026/09/chuseok-train/", title: ["기차표"], content: [] },
  { query: "쿠버네티스", first: "/ko/posts/cjk-tokenizing/#조사가-붙은-낱말", title: [], content: ["쿠버네티스"] },
  { query: "containerd", first: "/posts/k8s-upgrade/#what-we-had", title: [], content: ["containerd"] },
  { query: "heron count", first: "/notes/2026/10/herons/", title: ["Heron", "count"], content: [] },
];
