// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every coefficient of ranking, once. Not settings of a site: tests/relevance tunes them on some judged sets and
// reports on others, and docs/ARCHITECTURE.md (Ranking) says what each is worth.
#pragma once

namespace sou::query {

struct Ranking {
  // ---- first phase: BM25 of Xapian over counts weighted by field (store/schema.h)

  // The body counts store::kBodyWeight times, so k1 is that much larger than usual.
  double k1 = 2.4;
  double k3 = 1.0;
  double b = 0.6;
  double min_norm_length = 0.3;

  // How much a term counts beside a dictionary's or Latin word.
  double gram = 0.5;         // in a run with dictionary words
  double hangul_gram = 1.0;  // the words of Hangul carry particles
  double hangul_word = 0.2;
  double part = 0.4;  // a part of an identifier
  double stop_word = 0.3;

  // The title's own terms, beside their weighted count in the page.
  double title = 0.6;
  // Words of titles that begin like the query's last word, where that is a word itself: readers search before they have
  // typed it whole. That Java stands before JavaScript is for the title evidence below.
  double title_completion = 1.0;

  // A synonym beside the word that was typed, which counts 1: what the site's owner wrote, and what Sou brings along.
  double synonym = 0.8;
  double builtin_synonym = 0.6;

  // ---- second phase: each is from 0 to 1 times the coefficient, added as a share of the best first-phase score

  double exact_title = 0.75;     // the title is the query
  double phrase_in_title = 0.2;  // the title holds the query in a row
  double title_coverage = 0.4;   // the share of the title that the query names
  double adjacent = 0.2;         // neighbouring words of the query stand side by side in the text
  double near = 0.05;            // they stand near each other, in any order
  double block = 0.05;           // words of the query in the paragraph that has most of them
  double section = 0.2;          // the same of a section
  double freshness = 0.2;        // 1 for a page of today, 1/2 after a half-life; only if search.half_life_days is set

  // How many candidates the second phase looks at: by their titles, and by their text.
  unsigned candidates = 50;
  unsigned read_candidates = 15;

  // With fewer pages that have all words, those that have some follow.
  unsigned enough_pages = 10;
};

}  // namespace sou::query
