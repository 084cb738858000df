// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers of tests/data/site ask in four languages, and what the first hit is: its address, with the heading under
// which the words stand if they stand under one; and the words that are marked in its title and in its text, all of
// them.
export const QUERIES = [
  {query: "借用检查器", first: "/zh/posts/rust-ownership/", title: ["借用检查器"], content: ["借用检查器"]},
  {query: "自动扩缩容", first: "/zh/notes/2025/06/k8s-v1.26.1-踩坑/", title: ["自动扩缩容"], content: []},
  {query: "不可抗力", first: "/zh/posts/vps-backup-2013/#为什么要备份", title: [], content: ["不可抗力", "不可抗力"]},
  {query: "鴨川", first: "/ja/posts/京都の朝/", title: ["鴨川"]},
  {query: "分かち書き", first: "/ja/posts/cjk-tokenizing/", title: ["分かち書き"], content: []},
  {query: "기차표", first: "/ko/notes/2026/09/chuseok-train/", title: ["기차표"], content: []},
  {query: "containerd", first: "/posts/k8s-upgrade/#what-we-had", title: [], content: ["containerd", "containerd"]},
  {query: "heron count", first: "/notes/2026/10/herons/", title: ["Heron", "count"]},
  {query: "service mesh", first: "/posts/service-mesh-notes/", title: ["service", "mesh"]},
];
