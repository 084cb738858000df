// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve.h"

int main(int argc, char** argv) { return sou::web::Serve(argc, argv); }
