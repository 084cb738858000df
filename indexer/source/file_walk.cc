// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/file_walk.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/text/utf8.h"
#include "indexer/source/editor_files.h"
#include "indexer/source/path_rules.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxIgnoreBytes = 1 << 20;

class Walker {
 public:
  Walker(const fs::path& root, const WalkOptions& options, Listing* listing)
      : root_(root), options_(options), rules_(options.source.include, options.source.exclude), listing_(listing) {
    std::error_code ignored;
    canonical_root_ = fs::canonical(root, ignored);
  }

  void Walk(const std::string& folder) {
    std::string why_not;
    for (size_t slash = 0; slash < folder.size(); slash = std::min(folder.find('/', slash + 1), folder.size())) {
      AddRules(folder.substr(0, slash));
      const size_t end = std::min(folder.find('/', slash + 1), folder.size());
      if (why_not.empty()) why_not = rules_.WhyNot(std::string_view(folder).substr(0, end), true);
    }
    folders_.push_back({folder, why_not});
    while (!folders_.empty()) {
      const Folder next = std::move(folders_.back());
      folders_.pop_back();
      ListFolder(next);
    }
  }

 private:
  struct Folder {
    std::string path;
    std::string why_not;  // why its files are left out; empty if they are not
  };

  void Skip(const std::string& path, std::string message) {
    listing_->skipped.push_back({ErrorCode::kIo, std::move(message), {path, 0, 0}});
  }

  void LeaveOut(std::string path, std::string reason) {
    listing_->left_out.push_back({std::move(path), std::move(reason)});
  }

  void AddRules(const std::string& folder) {
    const Result<std::string> text = ReadFile(root_ / folder / kIgnoreFile, kMaxIgnoreBytes);
    if (text.ok()) {
      rules_.AddIgnoreFile(*text, folder);
    } else if (text.error().code != ErrorCode::kNotFound) {
      Skip((folder.empty() ? "" : folder + "/") + std::string(kIgnoreFile), text.error().message);
    }
  }

  void ListFolder(const Folder& folder) {
    std::error_code code;
    AddRules(folder.path);
    fs::directory_iterator entries(root_ / folder.path, code);
    for (const fs::directory_iterator end; !code && entries != end; entries.increment(code)) {
      const std::string name = entries->path().filename().string();
      std::string path = folder.path.empty() ? name : folder.path + "/" + name;
      if (text::FindInvalidUtf8(name)) {
        Skip(text::RepairUtf8(path), "the file's name is not UTF-8");
      } else {
        Look(*entries, std::move(path), folder.why_not);
      }
    }
    if (code) Skip(folder.path, "cannot list: " + code.message());
  }

  void Look(const fs::directory_entry& entry, std::string path, const std::string& why_not) {
    std::error_code code;
    const bool is_link = entry.is_symlink(code);
    if (entry.is_directory(code)) return LookAtFolder(std::move(path), is_link, why_not);
    if (!options_.is_content(path)) return;
    if (IsEditorFile(entry.path().filename().string())) return LeaveOut(std::move(path), "an editor's own file");
    if (!why_not.empty()) return LeaveOut(std::move(path), why_not);
    if (std::string reason = rules_.WhyNot(path, false); !reason.empty()) return LeaveOut(path, std::move(reason));
    if (is_link && !IsInSite(entry.path())) return LeaveOut(std::move(path), "a symbolic link out of the site");
    struct stat info = {};
    if (::stat(entry.path().c_str(), &info) != 0) {
      return Skip(path, "cannot look at: " + std::generic_category().message(errno));
    }
    if (!S_ISREG(info.st_mode)) return Skip(path, "not a regular file");
    const int64_t mtime = int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
    listing_->files.push_back({std::move(path), static_cast<uint64_t>(info.st_size), mtime});
  }

  void LookAtFolder(std::string path, bool is_link, const std::string& why_not) {
    if (is_link) return LeaveOut(path + "/", "a symbolic link to a folder");
    if (path == ".git" || path.ends_with("/.git")) return;
    std::string reason = why_not.empty() ? options_.why_not_folder(path) : why_not;
    if (reason.empty()) reason = rules_.WhyNot(path, true);
    folders_.push_back({std::move(path), std::move(reason)});
  }

  // A broken link counts as inside, so that stat reports it.
  bool IsInSite(const fs::path& link) const {
    std::error_code code;
    const fs::path target = fs::canonical(link, code);
    if (code) return true;
    return std::mismatch(canonical_root_.begin(), canonical_root_.end(), target.begin(), target.end()).first ==
           canonical_root_.end();
  }

  const fs::path& root_;
  fs::path canonical_root_;
  const WalkOptions& options_;
  PathRules rules_;
  Listing* listing_;
  std::vector<Folder> folders_;
};

}  // namespace

void WalkFiles(const fs::path& root, const std::string& folder, const WalkOptions& options, Listing* listing) {
  Walker(root, options, listing).Walk(folder);
}

Listing Sieve(Listing found, const std::function<std::string(const SourceFile& file)>& why_no_page) {
  Listing listing{{}, std::move(found.left_out), std::move(found.skipped)};
  for (SourceFile& file : found.files) {
    std::string reason = why_no_page(file);
    if (reason.empty()) {
      listing.files.push_back(std::move(file));
    } else {
      listing.left_out.push_back({std::move(file.path), std::move(reason)});
    }
  }
  SortListing(&listing);
  return listing;
}

void SortListing(Listing* listing) {
  const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  const auto same_path = [](const auto& a, const auto& b) { return a.path == b.path; };
  std::sort(listing->files.begin(), listing->files.end(), by_path);
  listing->files.erase(std::unique(listing->files.begin(), listing->files.end(), same_path), listing->files.end());
  std::sort(listing->left_out.begin(), listing->left_out.end(), by_path);
  std::sort(listing->skipped.begin(), listing->skipped.end(), [](const Error& a, const Error& b) {
    return std::tie(a.place.path, a.place.line) < std::tie(b.place.path, b.place.line);
  });
}

}  // namespace sou::indexer
