// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/page_store.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "common/store/fixed.h"

namespace sou::store {
namespace {

constexpr std::string_view kMagic = "SOUPAGES";
constexpr size_t kHeaderBytes = 24;
constexpr size_t kOffsetBytes = 8;
constexpr uint64_t kMaxFileBytes = 1ULL << 40;
// Levels above take twice as long for one per cent; tests/bench has the figures.
constexpr int kLevel = 6;
// A dictionary is worth a hundredth of what it helps to compress, and below 4 kB nothing.
constexpr uint64_t kBytesPerDictionaryByte = 100;
constexpr size_t kMinDictionaryBytes = 4 << 10;
constexpr size_t kMaxDictionaryBytes = 110 << 10;  // what zstd --train makes by default

Error Corrupt(const std::string& what) {
  return {ErrorCode::kCorrupt, "stored pages are damaged: " + what + "; rebuild the index with sou-index --full"};
}

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Contexts are large and may be used by one thread at a time.
ZSTD_CCtx* Compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  return context.get();
}
ZSTD_DCtx* Decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  return context.get();
}

}  // namespace

// ---------------------------------------------------------------- reading

Result<PageStore> PageStore::Open(const std::filesystem::path& path) {
  Result<MappedFile> file = MappedFile::Open(path, kMaxFileBytes);
  if (!file.ok()) return file.error();
  auto shared = std::make_shared<const MappedFile>(std::move(*file));
  Result<PageStore> store = FromBytes(shared->bytes());
  if (!store.ok()) return Error{store.error().code, store.error().message, {path.string()}};
  store->file_ = std::move(shared);
  return store;
}

Result<PageStore> PageStore::FromBytes(std::string_view bytes) {
  PageStore store(bytes);
  if (Status status = store.ReadHeader(); !status.ok()) return status.error();
  return store;
}

Status PageStore::ReadHeader() {
  if (bytes_.size() < kHeaderBytes || !bytes_.starts_with(kMagic)) return Corrupt("not such a file");
  pages_ = static_cast<uint32_t>(ReadFixed(bytes_, 8, 4));
  const uint64_t dictionary = ReadFixed(bytes_, 12, 4);
  const uint64_t frames = ReadFixed(bytes_, 16, 8);
  const uint64_t rest = bytes_.size() - kHeaderBytes;
  const uint64_t offsets = (uint64_t{pages_} + 1) * kOffsetBytes;
  if (frames > rest || dictionary + offsets != rest - frames) return Corrupt("cut off");
  frames_ = bytes_.substr(kHeaderBytes + dictionary, frames);
  offsets_ = bytes_.substr(kHeaderBytes + dictionary + frames);
  if (dictionary == 0) return {};
  dictionary_ = {ZSTD_createDDict(bytes_.data() + kHeaderBytes, dictionary),
                 [](const ZSTD_DDict* made) { ZSTD_freeDDict(const_cast<ZSTD_DDict*>(made)); }};
  if (dictionary_ == nullptr) return Corrupt("the dictionary is none");
  return {};
}

uint64_t PageStore::BeginOf(uint32_t frame) const {
  return ReadFixed(offsets_, size_t{frame} * kOffsetBytes, kOffsetBytes);
}

Result<std::string> PageStore::Read(uint32_t page) const {
  if (page == 0 || page > pages_) return Corrupt("there is no page " + std::to_string(page));
  const uint64_t begin = BeginOf(page - 1);
  const uint64_t end = BeginOf(page);
  if (begin > end || end > frames_.size()) return Corrupt("a page lies outside");
  const std::string_view frame = frames_.substr(begin, end - begin);
  const uint64_t size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMaxRecordBytes) return Corrupt("a page has no size");
  std::string record(size, '\0');
  const size_t got = ZSTD_decompress_usingDDict(Decompressor(), record.data(), record.size(), frame.data(),
                                                frame.size(), dictionary_.get());
  if (ZSTD_isError(got) != 0) return Corrupt(ZSTD_getErrorName(got));
  if (got != size) return Corrupt("a page is too short");
  return record;
}

Status PageStore::CheckAll() const {
  for (uint32_t page = 1; page <= pages_; ++page) {
    const Result<std::string> record = Read(page);
    if (!record.ok()) return record.error();
  }
  return {};
}

// ---------------------------------------------------------------- writing

PageDictionary PageDictionary::Train(const std::vector<std::string_view>& samples, uint64_t total) {
  PageDictionary dictionary;
  const auto capacity = static_cast<size_t>(std::min<uint64_t>(total / kBytesPerDictionaryByte, kMaxDictionaryBytes));
  if (capacity < kMinDictionaryBytes) return dictionary;
  std::string together;
  std::vector<size_t> sizes;
  for (const std::string_view sample : samples) {
    together += sample;
    sizes.push_back(sample.size());
  }
  std::string bytes(capacity, '\0');
  const size_t made = ZDICT_trainFromBuffer(bytes.data(), bytes.size(), together.data(), sizes.data(),
                                            static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(made) != 0) return dictionary;  // too little to learn from: pages do without
  bytes.resize(made);
  dictionary.prepared_ = {ZSTD_createCDict(bytes.data(), bytes.size(), kLevel),
                          [](const ZSTD_CDict* it) { ZSTD_freeCDict(const_cast<ZSTD_CDict*>(it)); }};
  dictionary.bytes_ = std::move(bytes);
  return dictionary;
}

std::string CompressRecord(std::string_view record, const PageDictionary& dictionary) {
  ZSTD_CCtx* context = Compressor();
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
  ZSTD_CCtx_refCDict(context, dictionary.prepared());
  std::string frame(ZSTD_compressBound(record.size()), '\0');
  const size_t size = ZSTD_compress2(context, frame.data(), frame.size(), record.data(), record.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the bound is enough, so it is memory that lacks
  frame.resize(size);
  return frame;
}

Result<PageStoreWriter> PageStoreWriter::Create(const std::filesystem::path& path, const PageDictionary& dictionary) {
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) {
    return Error{ErrorCode::kIo, "cannot create: " + std::generic_category().message(errno), {path.string()}};
  }
  PageStoreWriter writer(path, file, static_cast<uint32_t>(dictionary.bytes().size()));
  writer.Write(std::string(kHeaderBytes, '\0'));  // filled in at the end
  writer.Write(dictionary.bytes());
  return writer;
}

// What goes wrong is remembered by the file and said by Finish().
void PageStoreWriter::Write(std::string_view bytes) { std::fwrite(bytes.data(), 1, bytes.size(), file_.get()); }

void PageStoreWriter::Add(std::string_view frame) {
  Write(frame);
  begins_.push_back(begins_.back() + frame.size());
}

Status PageStoreWriter::Finish() {
  std::string offsets;
  for (const uint64_t begin : begins_) AppendFixed(begin, kOffsetBytes, &offsets);
  Write(offsets);
  std::string header(kMagic);
  AppendFixed(begins_.size() - 1, 4, &header);
  AppendFixed(dictionary_bytes_, 4, &header);
  AppendFixed(begins_.back(), 8, &header);
  std::FILE* file = file_.get();
  const bool placed = std::fseek(file, 0, SEEK_SET) == 0;
  Write(header);
  const bool written = placed && std::fflush(file) == 0 && std::ferror(file) == 0;
  const int reason = errno;
  file_.reset();
  if (written) return {};
  return Error{
      ErrorCode::kIo, "cannot write the stored pages: " + std::generic_category().message(reason), {path_.string()}};
}

}  // namespace sou::store
