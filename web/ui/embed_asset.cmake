# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DINPUT=file -DOUTPUT=file.cc -DSYMBOL=kName -DTYPE=mime -P embed_asset.cmake: a file as a sou::web::Asset.
cmake_minimum_required(VERSION 3.25)
get_filename_component(name "${INPUT}" NAME)
file(SHA256 "${INPUT}" hash)
string(SUBSTRING "${hash}" 0 16 hash)
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE "${OUTPUT}" "// Made from ${name} by embed_asset.cmake.
#include \"web/ui/assets.h\"

namespace sou::web {
namespace {
constexpr char kContent[] = {${bytes}};
}  // namespace

constinit const Asset ${SYMBOL} = {\"${name}\", \"${TYPE}\", \"${hash}\", std::string_view(kContent, sizeof kContent)};

}  // namespace sou::web
")
