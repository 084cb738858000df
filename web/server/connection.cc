// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/connection.h"

#include <httplib.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "common/text/utf8.h"
#include "web/server/socket_stream.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

constexpr std::array<const char*, 5> kForwardedHeaders = {"accept-language", "authorization", "content-type",
                                                          "if-none-match", "origin"};

// The HTTP library decodes %0d%0a inside header values.
std::string CleanHeader(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) out.push_back(c);
  }
  return text::RepairUtf8(out);
}

class LibraryStream final : public httplib::Stream {
 public:
  explicit LibraryStream(SocketStream* stream, const std::string& remote) : stream_(stream), remote_(remote) {}

  [[nodiscard]] bool is_readable() const override { return stream_->state() == SocketStream::State::kOpen; }
  [[nodiscard]] bool is_writable() const override { return is_readable(); }
  ssize_t read(char* ptr, size_t size) override { return static_cast<ssize_t>(stream_->Read(ptr, size)); }
  ssize_t write(const char* ptr, size_t size) override {
    return stream_->Write({ptr, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = remote_;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  [[nodiscard]] socket_t socket() const override { return stream_->fd(); }

 private:
  SocketStream* stream_;
  const std::string& remote_;
};

struct BodyPlan {
  size_t bytes = 0;
  std::optional<Response> refusal;
};

// Only a body of announced length, as it is: chunks and compression are where the HTTP library
// forgets its limits.
BodyPlan PlanBody(const httplib::Request& request, size_t max_bytes) {
  BodyPlan plan;
  if (request.has_header("Transfer-Encoding")) {
    plan.refusal = ErrorResponse(411, "length_required", "Send the body with a Content-Length, not in chunks.");
  } else if (request.has_header("Content-Encoding")) {
    plan.refusal = ErrorResponse(415, "unsupported_encoding", "Send the body without compression.");
  } else if (request.has_header("Content-Length")) {
    const std::string value = request.get_header_value("Content-Length");
    const char* end = value.data() + value.size();
    const auto [stop, failure] = std::from_chars(value.data(), end, plan.bytes);
    if (request.get_header_value_count("Content-Length") > 1 || stop != end ||
        (failure != std::errc() && failure != std::errc::result_out_of_range)) {
      plan.refusal = ErrorResponse(400, "bad_request", "Content-Length is not one number.");
    } else if (failure != std::errc() || plan.bytes > max_bytes) {
      plan.refusal = ErrorResponse(413, "body_too_large", "The body may have " + std::to_string(max_bytes) + " bytes.");
    }
  }
  return plan;
}

// What to say about a request that the HTTP library could not read.
Response UnreadableRequest(SocketStream::State state, int status) {
  if (state == SocketStream::State::kExpired) {
    return ErrorResponse(408, "timeout", "The request did not arrive in time.");
  }
  if (state == SocketStream::State::kTooLong) {
    return ErrorResponse(431, "headers_too_large", "The request line and headers are too large.");
  }
  if (status == 414) return ErrorResponse(414, "url_too_long", "The URL is too long.");
  return ErrorResponse(400, "bad_request", "The request is not valid HTTP.");
}

class Exchange final : private httplib::Server {
 public:
  Exchange(SocketStream* stream, const std::string& remote, const ConnectionLimits& limits, const Router& router)
      : stream_(stream), remote_(remote), limits_(limits), router_(router) {
    set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
      Send(Answer(in), in, &out);
      return HandlerResponse::Handled;
    });
    set_error_handler(Server::Handler([this](const httplib::Request& in, httplib::Response& out) {
      if (!out.body.empty()) return;  // ours
      Response response = UnreadableRequest(stream_->state(), out.status);
      AddCommonHeaders(&response);
      Send(response, in, &out);
    }));
    set_expect_100_continue_handler([this](const httplib::Request& in, httplib::Response& out) {
      BodyPlan plan = PlanBody(in, limits_.max_body_bytes);
      if (!plan.refusal) return 100;
      AddCommonHeaders(&*plan.refusal);
      Send(*plan.refusal, in, &out);
      return out.status;
    });
  }

  void Run() {
    stream_->AllowReading(limits_.max_header_bytes);
    LibraryStream stream(stream_, remote_);
    bool closed = false;
    process_request(stream, true, closed, [](httplib::Request& request) { Prepare(&request); });
    if (stream_->has_read() && !stream_->has_written()) {
      // Not even a request line: the library says nothing then.
      Response response = UnreadableRequest(stream_->state(), 400);
      AddCommonHeaders(&response);
      stream_->Write(RawResponse(response));
    }
    stream_->Finish();
  }

 private:
  // Ranges of search results mean nothing; Brotli at the library's setting takes longer than the
  // search.
  static void Prepare(httplib::Request* request) {
    request->ranges.clear();
    request->headers.erase("Range");
    const bool gzip = request->get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
    request->headers.erase("Accept-Encoding");
    if (gzip) request->headers.emplace("Accept-Encoding", "gzip");
  }

  Response Answer(const httplib::Request& in) {
    const auto refuse = [](Response response) {
      AddCommonHeaders(&response);
      return response;
    };
    if (in.target.size() > limits_.max_url_bytes) return refuse(UnreadableRequest(stream_->state(), 414));
    BodyPlan plan = PlanBody(in, limits_.max_body_bytes);
    if (plan.refusal) return refuse(*std::move(plan.refusal));

    Target target = ParseTarget(in.target);
    Request request;
    request.method = in.method;
    request.path = std::move(target.path);
    request.params = std::move(target.params);
    request.remote = remote_;
    for (const char* name : kForwardedHeaders) {
      if (in.has_header(name)) request.headers.emplace(name, CleanHeader(in.get_header_value(name)));
    }
    if (plan.bytes > 0 && router_.TakesBody(in.method, request.path) && !ReadBody(plan.bytes, &request.body)) {
      return refuse(UnreadableRequest(stream_->state(), 400));
    }
    Response response = router_.Dispatch(std::move(request));
    spdlog::debug("{} {} {} {}", remote_, in.method, in.path, response.status);
    return response;
  }

  bool ReadBody(size_t bytes, std::string* body) {
    stream_->AllowReading(bytes);
    body->resize(bytes);
    for (size_t done = 0; done < bytes;) {
      const size_t got = stream_->Read(body->data() + done, bytes - done);
      if (got == 0) return false;
      done += got;
    }
    return true;
  }

  static void Send(const Response& response, const httplib::Request& in, httplib::Response* out) {
    out->status = response.status;
    for (const auto& [name, value] : response.headers) out->headers.emplace(name, CleanHeader(value));
    if (response.status == 204 || response.status == 304) {
      // A body of unknown length that ends at once: the library then sends no Content-Length, which
      // these may not have.
      out->set_content_provider(response.content_type, [](size_t, httplib::DataSink& sink) {
        sink.done();
        return true;
      });
      return;
    }
    out->headers.emplace("Vary", "Accept-Encoding");
    if (in.method == "HEAD") out->headers.emplace("Accept-Ranges", "none");
    out->set_content(response.body, response.content_type);
  }

  SocketStream* stream_;
  const std::string& remote_;
  const ConnectionLimits& limits_;
  const Router& router_;
};

}  // namespace

void ServeConnection(Fd socket, const std::string& remote, int stop_fd, const ConnectionLimits& limits,
                     const Router& router) {
  SocketStream stream(std::move(socket), stop_fd, limits.timeout);
  Exchange(&stream, remote, limits, router).Run();
}

}  // namespace sou::web
