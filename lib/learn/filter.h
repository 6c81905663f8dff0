// What a student's program may ask of the system: memory, time, its two pipes and its output. No files, no processes,
// no network. Enforced by the Linux kernel (seccomp), so it holds for constructors, for assembly and for threads.
#pragma once

#include <string>

namespace seven::learn {

// Whether this system can do it. Elsewhere programs run with limits of time and memory only, and results say so.
bool can_filter();

// To be called in a child process just before it becomes the program by fexecve(`program`), which is the last one that
// is let through. Returns false if the kernel refuses. Async-signal-safe.
bool install_filter(int program);

// "opened a file", "started another program", ...: what system call `number` is for.
std::string forbidden_deed(int number);

}  // namespace seven::learn
