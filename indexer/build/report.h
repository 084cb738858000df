// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run of the job did, file by file: for --report (JSON) and for the closing lines on the terminal.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "indexer/build/changes.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

struct Report {
  uint64_t generation = 0;  // in use after the run; 0: none
  bool published = false;
  bool dry_run = false;
  std::string source_kind;
  std::string full_reason;  // why everything was built again; empty if it was not

  uint64_t found = 0;  // content files: pages + left_out + skipped
  uint64_t pages = 0;
  std::map<std::string, uint64_t> language_tags;   // pages by language as the site says it; "" for unknown
  std::map<std::string, uint64_t> languages_from;  // pages by who said their language: "site", "page", "script", …
  std::vector<Change> added;                       // each sorted by path
  std::vector<Change> updated;
  std::vector<Change> deleted;
  uint64_t unchanged = 0;
  std::vector<LeftOut> left_out;
  std::vector<Error> skipped;
  std::vector<Warning> warnings;
  uint64_t bytes = 0;        // of the content files read
  uint64_t index_bytes = 0;  // of the generation on disk

  // Wall time but for read, analyze and write, which are summed over the workers.
  struct Seconds {
    double read = 0;
    double analyze = 0;
    double write = 0;
    double publish = 0;
    double total = 0;
  } seconds;
};

[[nodiscard]] std::string ReportToJson(const Report& report);

// A few lines for people: what was found, what was done, what was skipped.
[[nodiscard]] std::string ReportToText(const Report& report);

}  // namespace sou::indexer
