// Who does what in a launch, and what the checker says of mistakes.
#pragma once

namespace seven::chapters {

void show_who();
void show_mistakes();

}  // namespace seven::chapters
