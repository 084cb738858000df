// SPDX-License-Identifier: GPL-3.0-or-later
//
// Waits until a site has changed: files and folders in, the word "changed" out. What has changed is not told, because
// the job looks at everything anyway. Linux's inotify(7), a watch per folder; where the system has no watches left, all
// files are looked at every few seconds instead, and a warning says what to raise.
//
// - Changes are gathered: Wait ends when there was none for a while, at the latest some time after the first. What
//   changes between two calls of Wait is seen by the second.
// - After anything that concerns folders (made, moved, removed, made readable), after an overflow of the kernel's queue
//   and when the site itself was replaced, the tree is walked again: new folders get a watch, others lose theirs. A
//   folder is watched before it is listed, so nothing falls between.
// - The site may go away (unmounted, a folder above it renamed, a link set elsewhere, a deployment that swaps folders),
//   of which inotify says nothing: once a second its device and inode are compared. While it is gone Wait waits, and
//   its return is a change.
// - Files that editors keep beside the edited one (source/editor_files.h) wake nobody. Other temporary files do; the
//   run they cause finds nothing changed.
//
// For one thread. It owns no thread itself: a job may fork between two waits.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/base/function_ref.h"
#include "indexer/build/watched_folders.h"

namespace sou::indexer {

struct WatcherOptions {
  std::filesystem::path site;                  // a folder, or a file; need not be there yet
  std::vector<std::filesystem::path> files;    // that count, too: settings outside the site
  std::vector<std::filesystem::path> ignored;  // files and folders that do not: what the job itself writes
  size_t max_watches = SIZE_MAX;               // fewer than the system has: for tests
  int stop_fd = -1;                            // readable when the wait is to end; not read. Not owned
};

// How long to wait.
struct Patience {
  std::chrono::milliseconds quiet{300};              // without a change, after one
  std::chrono::milliseconds longest{5000};           // after the first change, under constant change
  std::optional<std::chrono::milliseconds> at_most;  // for the first change; without: however long it takes
};

enum class Wake { kChanged, kTimeout, kStop };

class Watcher {
 public:
  // Watches from now on.
  explicit Watcher(WatcherOptions options);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Which folders count, once the site's kind and settings are known or have changed. At first: all that any kind has.
  void SetFolders(const std::string& kind, const std::vector<std::string>& exclude);

  [[nodiscard]] Wake Wait(const Patience& patience);

  [[nodiscard]] size_t watches() const { return watches_.size(); }
  // Whether inotify could not be had, so that files are looked at every few seconds.
  [[nodiscard]] bool looks_itself() const { return looks_itself_; }
  [[nodiscard]] bool site_is_there() const { return roots_.front().identity.has_value(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    mode_t mode = 0;
    uid_t owner = 0;
    bool operator==(const Identity&) const = default;
  };
  // The site, or one of the files.
  struct Root {
    std::filesystem::path path;
    std::optional<Identity> identity;  // nothing: it is not there
    Clock::time_point lost_at;
    bool said_lost = false;
    std::set<std::string> ignored;  // relative to it
  };
  struct Watched {
    size_t root = 0;
    std::string folder;  // relative to the root, "" for the root itself
  };

  [[nodiscard]] bool Poll(Clock::time_point until) const;
  [[nodiscard]] std::chrono::milliseconds Pause(bool pending, const Patience& patience) const;

  // Each gives whether something has changed.
  [[nodiscard]] bool ReadEvents();
  [[nodiscard]] bool Take(int watch, uint32_t events, const std::string& name);
  [[nodiscard]] bool TakeOfItself(const Watched& watched, uint32_t events);
  [[nodiscard]] bool Look();
  [[nodiscard]] bool LookAtRoots();
  [[nodiscard]] bool TryInotifyAgain();

  static std::optional<Identity> Identify(const std::filesystem::path& path);
  void FindIgnored(Root* root) const;

  // Calls visit for the root and every folder below it that counts, from the root downwards, until it gives false.
  using Visit = FunctionRef<bool(const std::string& folder)>;
  void WalkFolders(const Root& root, Visit visit);
  void Refresh();
  [[nodiscard]] bool Watch(size_t root, const std::string& folder);

  void OpenInotify();
  void LookItself(const std::string& reason);
  [[nodiscard]] uint64_t Fingerprint();

  WatcherOptions options_;
  std::string kind_;
  std::vector<std::string> exclude_;
  WatchedFolders folders_;
  std::vector<Root> roots_;  // the site first
  int inotify_ = -1;
  std::unordered_map<int, Watched> watches_;
  bool needs_refresh_ = false;
  Clock::time_point refresh_due_;
  Clock::time_point look_due_;

  bool looks_itself_ = false;
  std::string why_;  // it does
  uint64_t fingerprint_ = 0;
  Clock::time_point inotify_due_;  // when to try again to have it
};

}  // namespace sou::indexer
