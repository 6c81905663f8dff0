// Winograd's F(2, 3) on numbers.
#pragma once

namespace seven::chapters {

// Prints the four products and the two outputs, the plain way beside them, and what F(m x m, r x r) saves.
void show_f23();

}  // namespace seven::chapters
