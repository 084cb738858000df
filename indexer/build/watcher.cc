// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/watcher.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/editor_files.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kRootPause{1000};       // between two looks whether the site is the same
constexpr milliseconds kLostPause{250};        // … while it is gone
constexpr milliseconds kLookPause{3000};       // between two looks at all files, without inotify
constexpr milliseconds kInotifyPause{60'000};  // before another try to have inotify
constexpr milliseconds kGrace{2000};           // how long the site may be gone without a word: editors save so
constexpr int kRefreshShare = 10;              // a walk of the tree takes at most a tenth of the time

constexpr size_t kEventBytes = 1 << 16;
constexpr int kReadsAtOnce = 64;

// IN_MODIFY beside IN_CLOSE_WRITE: a file that is being written is not quiet, and some stay open for long. IN_ATTRIB:
// what could not be read may be readable now.
constexpr uint32_t kFileEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr uint32_t kFolderEvents =
    kFileEvents | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_EXCL_UNLINK;

std::string Join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

std::string SystemLimit(const std::string& name) {
  std::string value = "unknown";
  std::ifstream("/proc/sys/fs/inotify/" + name) >> value;
  return value;
}

std::string WhatToRaise(const std::string& name) {
  return "the system's limit fs.inotify." + name + " (" + SystemLimit(name) + ") is reached; raise it with sysctl";
}

}  // namespace

Watcher::Watcher(WatcherOptions options) : options_(std::move(options)), folders_("", {}) {
  roots_.push_back({.path = options_.site});
  for (const fs::path& file : options_.files) roots_.push_back({.path = file});
  static_cast<void>(LookAtRoots());
  OpenInotify();
  Refresh();
}

Watcher::~Watcher() {
  if (inotify_ >= 0) ::close(inotify_);
}

void Watcher::SetFolders(const std::string& kind, const std::vector<std::string>& exclude) {
  if (kind == kind_ && exclude == exclude_) return;
  kind_ = kind;
  exclude_ = exclude;
  Refresh();
}

// ---- waiting

Wake Watcher::Wait(const Patience& patience) {
  const Clock::time_point begin = Clock::now();
  Clock::time_point first;  // the first and last change, if one is pending
  Clock::time_point last;
  bool pending = false;
  Clock::time_point until = begin;
  look_due_ = begin;
  bool changed = TryInotifyAgain();
  while (true) {
    if (Poll(until)) return Wake::kStop;
    changed = ReadEvents() || changed;
    const Clock::time_point now = Clock::now();
    if (now >= look_due_) {
      changed = Look() || changed;
      look_due_ = now + Pause(changed || pending, patience);
    }
    if (needs_refresh_ && now >= refresh_due_) Refresh();
    if (changed) last = now;
    if (changed && !pending) first = now;
    pending = (changed || pending) && site_is_there();  // if it is not, its return will be a change
    changed = false;
    until = Clock::time_point::max();
    if (pending) until = std::min(last + patience.quiet, first + patience.longest);
    if (!pending && patience.at_most) until = begin + *patience.at_most;
    if (now >= until) {
      if (needs_refresh_) Refresh();
      return pending ? Wake::kChanged : Wake::kTimeout;
    }
    until = std::min(until, look_due_);
    if (needs_refresh_) until = std::min(until, refresh_due_);
  }
}

// Waits for an event; whether it is that of the end.
bool Watcher::Poll(Clock::time_point until) const {
  const auto left = std::chrono::ceil<milliseconds>(until - Clock::now()).count();
  std::array<pollfd, 2> fds = {{{options_.stop_fd, POLLIN, 0}, {inotify_, POLLIN, 0}}};
  const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(std::clamp<int64_t>(left, 0, 1'000'000)));
  return ready > 0 && fds[0].revents != 0;
}

// Until the next look at what inotify does not tell.
milliseconds Watcher::Pause(bool pending, const Patience& patience) const {
  if (!site_is_there()) return kLostPause;
  if (!looks_itself_) return kRootPause;
  return pending ? std::max(patience.quiet, milliseconds(10)) : kLookPause;
}

bool Watcher::Look() {
  bool changed = LookAtRoots();
  if (looks_itself_) {
    const uint64_t before = std::exchange(fingerprint_, Fingerprint());
    changed = changed || before != fingerprint_;
  }
  return changed;
}

// ---- the site and the files as wholes

std::optional<Watcher::Identity> Watcher::Identify(const fs::path& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return Identity{info.st_dev, info.st_ino, info.st_mode, info.st_uid};
}

bool Watcher::LookAtRoots() {
  bool changed = false;
  for (Root& root : roots_) {
    const std::optional<Identity> identity = Identify(root.path);
    const Clock::time_point now = Clock::now();
    if (identity != root.identity) {
      needs_refresh_ = true;
      if (!identity) root.lost_at = now;
      changed = changed || identity.has_value();
      root.identity = identity;
      FindIgnored(&root);
    }
    if (identity && std::exchange(root.said_lost, false)) spdlog::info("{} is there again", root.path.string());
    if (!identity && !root.said_lost && now - root.lost_at >= kGrace) {
      root.said_lost = true;
      spdlog::warn("{} is not there; waiting for it", root.path.string());
    }
  }
  return changed;
}

void Watcher::FindIgnored(Root* root) const {
  root->ignored.clear();
  std::error_code code;
  const fs::path site = fs::canonical(root->path, code);
  if (code) return;
  for (const fs::path& path : options_.ignored) {
    const fs::path real = fs::weakly_canonical(fs::absolute(path, code), code);
    const std::string inside = real.lexically_relative(site).string();
    if (!code && !inside.empty() && inside != "." && !inside.starts_with("..")) root->ignored.insert(inside);
  }
}

// ---- events

bool Watcher::ReadEvents() {
  bool changed = false;
  alignas(inotify_event) std::array<char, kEventBytes> buffer;
  for (int i = 0; i < kReadsAtOnce && inotify_ >= 0; ++i) {
    const ssize_t size = ::read(inotify_, buffer.data(), buffer.size());
    if (size <= 0) break;
    for (size_t at = 0; at + sizeof(inotify_event) <= static_cast<size_t>(size);) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      // The name is padded with zero bytes.
      const std::string name = event->len == 0 ? "" : std::string(event->name, ::strnlen(event->name, event->len));
      changed = Take(event->wd, event->mask, name) || changed;
      at += sizeof(inotify_event) + event->len;
    }
  }
  return changed;
}

// Whether the event is a change.
bool Watcher::Take(int watch, uint32_t events, const std::string& name) {
  if ((events & IN_Q_OVERFLOW) != 0) {
    spdlog::debug("too many changes for the system's queue; walking the whole tree");
    needs_refresh_ = true;
    look_due_ = {};
    return true;
  }
  const auto found = watches_.find(watch);
  if (found == watches_.end()) return false;  // of a folder that has left the tree
  const Watched watched = found->second;
  if ((events & IN_IGNORED) != 0) watches_.erase(found);
  if ((events & IN_UNMOUNT) != 0) needs_refresh_ = true;
  if (name.empty()) return TakeOfItself(watched, events);
  const std::string path = Join(watched.folder, name);
  if (roots_[watched.root].ignored.contains(path)) return false;
  if ((events & IN_ISDIR) != 0) {
    const bool counts = !text::FindInvalidUtf8(name) && folders_.Has(path);
    needs_refresh_ = needs_refresh_ || counts;
    return counts;
  }
  if (IsEditorFile(name)) return false;
  if (name == kIgnoreFile) needs_refresh_ = true;
  return true;
}

// An event of the watched folder or file itself. The folder above tells the same of a folder inside the site.
bool Watcher::TakeOfItself(const Watched& watched, uint32_t events) {
  if (!watched.folder.empty()) return (events & IN_UNMOUNT) != 0;
  look_due_ = {};
  return (events & (IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB)) != 0;
}

// ---- the tree

void Watcher::WalkFolders(const Root& root, Visit visit) {
  folders_ = WatchedFolders(kind_, exclude_);
  std::vector<std::string> waiting = {""};
  while (!waiting.empty()) {
    const std::string folder = std::move(waiting.back());
    waiting.pop_back();
    if (!visit(folder)) return;
    folders_.Enter(root.path, folder);
    std::error_code code;
    fs::directory_iterator entries(root.path / folder, code);
    for (const fs::directory_iterator end; !code && entries != end; entries.increment(code)) {
      std::error_code gone;
      if (entries->is_symlink(gone) || !entries->is_directory(gone)) continue;
      const std::string name = entries->path().filename().string();
      std::string path = Join(folder, name);
      const bool counts = !text::FindInvalidUtf8(name) && !root.ignored.contains(path) && folders_.Has(path);
      if (counts) waiting.push_back(std::move(path));
    }
  }
}

// Gives every folder its watch and takes it from those that are no longer in the tree. A folder that was only moved
// keeps the watch it has, because the kernel's watches are of inodes.
void Watcher::Refresh() {
  needs_refresh_ = false;
  if (looks_itself_) return;
  const Clock::time_point begin = Clock::now();
  const std::unordered_map<int, Watched> before = std::exchange(watches_, {});
  for (size_t i = 0; i < roots_.size(); ++i) {
    if (!roots_[i].identity) continue;
    if (i > 0) {
      static_cast<void>(Watch(i, ""));
    } else {
      WalkFolders(roots_[i], [&](const std::string& folder) { return Watch(i, folder); });
    }
  }
  if (looks_itself_) return;
  for (const auto& [watch, watched] : before) {
    if (!watches_.contains(watch)) ::inotify_rm_watch(inotify_, watch);
  }
  const Clock::time_point end = Clock::now();
  refresh_due_ = end + kRefreshShare * (end - begin);
}

// false: there are no watches left.
bool Watcher::Watch(size_t root, const std::string& folder) {
  if (looks_itself_) return false;
  const fs::path path = folder.empty() ? roots_[root].path : roots_[root].path / folder;
  uint32_t events = S_ISDIR(roots_[root].identity->mode) ? kFolderEvents : kFileEvents;
  if (!folder.empty()) events |= IN_DONT_FOLLOW;
  const bool has_limit = watches_.size() >= options_.max_watches;
  const int watch = has_limit ? -1 : ::inotify_add_watch(inotify_, path.c_str(), events);
  if (watch >= 0) {
    watches_[watch] = {root, folder};
  } else if (has_limit || errno == ENOSPC || errno == ENOMEM) {
    LookItself(WhatToRaise("max_user_watches"));
    return false;
  } else if (errno == EACCES) {
    spdlog::debug("{}: not allowed to watch it", path.string());
  }
  return true;  // a folder that is gone again needs none
}

// ---- without inotify

void Watcher::OpenInotify() {
  inotify_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (inotify_ >= 0) return;
  const bool too_many = errno == EMFILE;  // of the user, or of the process's descriptors
  LookItself(too_many ? WhatToRaise("max_user_instances") : std::generic_category().message(errno));
}

void Watcher::LookItself(const std::string& reason) {
  if (inotify_ >= 0) ::close(std::exchange(inotify_, -1));
  watches_.clear();
  looks_itself_ = true;
  inotify_due_ = Clock::now() + kInotifyPause;
  fingerprint_ = Fingerprint();
  if (std::exchange(why_, reason) == reason) return;
  spdlog::warn("cannot watch {}: {}. All files are looked at every {} s instead", options_.site.string(), reason,
               std::chrono::duration_cast<std::chrono::seconds>(kLookPause).count());
}

// Whether something has changed before the watches were there again.
bool Watcher::TryInotifyAgain() {
  if (!looks_itself_ || Clock::now() < inotify_due_) return false;
  const uint64_t before = fingerprint_;
  looks_itself_ = false;
  OpenInotify();
  Refresh();
  if (!looks_itself_) {
    why_.clear();
    spdlog::info("watching {} again", options_.site.string());
  }
  return Fingerprint() != before;
}

// Of names, inodes, modes, sizes and times; the same as long as nothing changes.
uint64_t Watcher::Fingerprint() {
  uint64_t sum = 0;  // of the entries' hashes: their order does not count
  const auto add = [&](const fs::path& path, bool is_root) {
    struct stat info = {};
    if ((is_root ? ::stat : ::lstat)(path.c_str(), &info) != 0) return;
    const bool is_folder = S_ISDIR(info.st_mode);  // its times change with every file that an editor puts beside
    const std::array<int64_t, 7> facts = {static_cast<int64_t>(info.st_ino),    static_cast<int64_t>(info.st_mode),
                                          is_folder ? 0 : info.st_size,         is_folder ? 0 : info.st_mtim.tv_sec,
                                          is_folder ? 0 : info.st_mtim.tv_nsec, is_folder ? 0 : info.st_ctim.tv_sec,
                                          is_folder ? 0 : info.st_ctim.tv_nsec};
    const uint64_t seed = XXH3_64bits(path.native().data(), path.native().size());
    sum += XXH3_64bits_withSeed(facts.data(), sizeof(facts), seed);
  };
  for (const Root& root : roots_) add(root.path, true);
  const Root& site = roots_.front();
  WalkFolders(site, [&](const std::string& folder) {
    std::error_code code;
    fs::directory_iterator entries(site.path / folder, code);
    for (const fs::directory_iterator end; !code && entries != end; entries.increment(code)) {
      const std::string name = entries->path().filename().string();
      if (!IsEditorFile(name) && !site.ignored.contains(Join(folder, name))) add(entries->path(), false);
    }
    return true;
  });
  return sum;
}

}  // namespace sou::indexer
