// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every coefficient of ranking, once. Chosen by MRR@10 over the relevance sets together, never for one of them
// (docs/ARCHITECTURE.md, Ranking).
#pragma once

namespace sou::query::ranking {

// BM25 of Xapian: k1, k2, k3, b, min_normlen. The body counts store::kBodyWeight times, so k1 is that much larger than
// usual.
inline constexpr double kK1 = 2.4;
inline constexpr double kK3 = 1.0;
inline constexpr double kB = 0.6;
inline constexpr double kMinNormLength = 0.3;

// How much a term counts beside a dictionary's or Latin word.
inline constexpr double kGram = 0.5;        // in a run with dictionary words
inline constexpr double kHangulGram = 1.0;  // the words of Hangul carry particles
inline constexpr double kHangulWord = 0.2;
inline constexpr double kPart = 0.4;  // a part of an identifier
inline constexpr double kStopWord = 0.3;

// The title's own terms, beside their weighted count in the page.
inline constexpr double kTitle = 0.6;
// Words of titles that begin like the query's last word, where that is a word itself: Java before JavaScript.
inline constexpr double kTitleCompletion = 0.3;

// Second phase, added to a page's score as a share of the best first-phase score.
inline constexpr double kExactTitle = 0.5;     // the title is the query
inline constexpr double kPhraseInTitle = 0.2;  // the title holds the query in a row
inline constexpr double kTitleCoverage = 0.2;  // times the share of the title that the query names

// How many candidates the second phase looks at.
inline constexpr unsigned kCandidates = 50;

// With fewer pages that have all words, those that have some follow.
inline constexpr unsigned kEnoughPages = 10;

}  // namespace sou::query::ranking
