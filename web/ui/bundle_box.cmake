# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DFOLDER=box -DMODULES=a.js,b.js -DSTYLE=box.css -DOUTPUT=sou.js -P bundle_box.cmake: the box's modules as one file, for
# one request, without comments and indentation. Each module comes after those that it imports; a name at the top of a module is
# the only one of its kind in all of them.
cmake_minimum_required(VERSION 3.25)
string(REPLACE "," ";" MODULES "${MODULES}")
file(READ "${FOLDER}/${STYLE}" style)
set(out "// SPDX-License-Identifier: GPL-3.0-or-later. Sou's search box, from web/ui/box.\nconst STYLE = String.raw`${style}`;\n")
foreach(module ${MODULES})
  file(READ "${FOLDER}/${module}" text)
  string(REGEX REPLACE "(^|\n)import [^\n]*" "" text "${text}")
  string(REGEX REPLACE "(^|\n)export " "\\1" text "${text}")
  string(APPEND out "\n${text}")
endforeach()
string(REGEX REPLACE "/\\*[^*]*\\*/" "" out "${out}")
string(REGEX REPLACE "\n +" "\n" out "${out}")
string(REGEX REPLACE "\n//[^\n]*" "" out "${out}")
string(REGEX REPLACE "\n\n+" "\n" out "${out}")
file(WRITE "${OUTPUT}" "${out}")
