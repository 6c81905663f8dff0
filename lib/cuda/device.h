// What the host's side of a kernel's file (.cu) has beside launch(): Stream, Event with ms_since(), PinnedBuffer. On
// a GPU and on the CPU, as cuda/kernel.h chooses.
#pragma once

#include "cuda/kernel.h"

#if defined(__CUDACC__)
#include "cuda/gpu/event.h"
#include "cuda/gpu/pinned.h"
#include "cuda/gpu/stream.h"
#else
#include "cuda/simt/device.h"
#endif
