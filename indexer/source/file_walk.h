// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lists the files below a folder of a site. Thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/source/site_source.h"

namespace sou::indexer {

struct WalkOptions {
  const SourceOptions& source;  // its include and exclude globs count
  // Whether a file (path relative to the site's root) is listed.
  std::function<bool(const std::string& path)> is_content;
  // Why a folder (path relative to the site's root, without a slash at the end) is no content; empty if it is.
  std::function<std::string(const std::string& path)> why_not_folder;
};

// The rules of path_rules.h count everywhere: the globs of the options and the `.souignore` files met on the way. Adds
// the files below root/folder ("" for root itself) to *listing, unsorted. Files in a folder that is no content are left
// out one by one with the folder's reason (".git" is not looked into). Symbolic links to files inside the site are
// files; links to folders or out of the site are left out, as are the files of editors (editor_files.h). What cannot be
// looked at, or has a name that is no UTF-8, is skipped.
void WalkFiles(const std::filesystem::path& root, const std::string& folder, const WalkOptions& options,
               Listing* listing);

// Leaves out the files for which there is a reason; sorts what remains.
[[nodiscard]] Listing Sieve(Listing found, const std::function<std::string(const SourceFile& file)>& why_no_page);

// Sorts all parts of the listing by path, each path once.
void SortListing(Listing* listing);

}  // namespace sou::indexer
