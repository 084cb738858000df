// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve_command.h"

int main(int argc, char** argv) { return sou::web::RunServeCommand(argc, argv); }
