// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/record_spool.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sou::indexer {
namespace {

Error SystemError(const char* what, int code, const std::filesystem::path& path) {
  return {ErrorCode::kIo, what + std::generic_category().message(code), {path.string()}};
}

}  // namespace

Result<RecordSpoolWriter> RecordSpoolWriter::Create(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) return SystemError("cannot create: ", errno, path);
  return RecordSpoolWriter(path, file);
}

// What goes wrong is remembered by the file and said by Finish().
void RecordSpoolWriter::Add(std::string_view record) {
  std::fwrite(record.data(), 1, record.size(), file_.get());
  records_.sizes.push_back(static_cast<uint32_t>(record.size()));
}

Result<SpooledRecords> RecordSpoolWriter::Finish() {
  const bool written = std::fflush(file_.get()) == 0 && std::ferror(file_.get()) == 0;
  const int reason = errno;
  file_.reset();
  if (!written) return SystemError("cannot write: ", reason, records_.file);
  return std::move(records_);
}

Result<RecordSpoolReader> RecordSpoolReader::Open(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return SystemError("cannot open: ", errno, path);
  return RecordSpoolReader(path, {file, CloseFile()});
}

Result<std::string> RecordSpoolReader::Read(uint64_t offset, uint64_t size) const {
  std::string bytes(size, '\0');
  for (size_t done = 0; done < size;) {
    const ssize_t got =
        ::pread(::fileno(file_.get()), bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return SystemError("cannot read back: ", got < 0 ? errno : EIO, path_);
    done += static_cast<size_t>(got);
  }
  return bytes;
}

}  // namespace sou::indexer
