// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/change_plan.h"

#include <set>
#include <string_view>

namespace sou::indexer {
namespace {

// A file that was written while the last run read it may have the size and mtime that it was listed with: clocks of
// file systems are coarse (git's index calls such entries racily clean). Files younger than this are compared by bytes.
constexpr int64_t kRacySeconds = 2;
constexpr int64_t kNanoseconds = 1'000'000'000;

class Planner {
 public:
  Planner(const SiteSource& site, const FileStates& before, Timestamp last_run, Timestamp now)
      : site_(site), before_(before), last_run_(last_run), now_(now) {}

  ChangePlan Plan(const std::vector<SourceFile>& files) const {
    ChangePlan plan;
    std::set<std::string_view> listed;
    for (const SourceFile& file : files) {
      listed.insert(file.path);
      const auto known = before_.find(file.path);
      const FileState* before = known == before_.end() ? nullptr : &known->second;
      if (std::string reason = WhyRead(file, before); !reason.empty()) {
        plan.read.push_back({file, std::move(reason), before});
      } else {
        plan.kept.push_back(*before);
        plan.kept.back().file = file;
      }
    }
    for (const auto& [path, state] : before_) {
      if (!listed.contains(path)) plan.gone.push_back(&state);
    }
    return plan;
  }

 private:
  // Empty: it need not be read.
  [[nodiscard]] std::string WhyRead(const SourceFile& file, const FileState* before) const {
    if (before == nullptr) return "new file";
    if (!before->settled) return "it could not be read";
    if (before->valid_until && now_.unix_seconds >= *before->valid_until) return "its date has come";
    if (BytesDiffer(file, *before)) return "the file has changed";
    if (site_.DependencyHash(file, before->looks_at) != before->dependency_hash) return "what it rests on has changed";
    return "";
  }

  [[nodiscard]] bool BytesDiffer(const SourceFile& file, const FileState& before) const {
    if (file.size != before.file.size) return true;
    const bool settled = file.mtime_ns < (last_run_.unix_seconds - kRacySeconds) * kNanoseconds;
    // A part of a file (a line) moves when those before it change.
    if (settled && file.mtime_ns == before.file.mtime_ns && file.offset == before.file.offset) return false;
    const Result<uint64_t> hash = site_.HashOfBytes(file);
    return !hash.ok() || *hash != before.bytes_hash;
  }

  const SiteSource& site_;
  const FileStates& before_;
  Timestamp last_run_;
  Timestamp now_;
};

}  // namespace

ChangePlan PlanEverything(const std::vector<SourceFile>& files, const FileStates& before) {
  ChangePlan plan;
  std::set<std::string_view> listed;
  for (const SourceFile& file : files) {
    listed.insert(file.path);
    const auto known = before.find(file.path);
    const bool is_new = known == before.end();
    plan.read.push_back({file, is_new ? "new file" : "all is read", is_new ? nullptr : &known->second});
  }
  for (const auto& [path, state] : before) {
    if (!listed.contains(path)) plan.gone.push_back(&state);
  }
  return plan;
}

ChangePlan PlanChanges(const SiteSource& site, const std::vector<SourceFile>& files, const FileStates& before,
                       Timestamp last_run, Timestamp now) {
  return Planner(site, before, last_run, now).Plan(files);
}

}  // namespace sou::indexer
