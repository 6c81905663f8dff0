// The roofline of this machine, and where layers lie below it.
#pragma once

#include "program.h"

namespace seven::chapters {

// Measures peak and bandwidth, prints intensity and roof of AlexNet's and VGG's convolutions, and times AlexNet's with
// three variants. The chapter's picture is the roof with AlexNet's layers below it.
void show_roofline(const Program& program);

}  // namespace seven::chapters
