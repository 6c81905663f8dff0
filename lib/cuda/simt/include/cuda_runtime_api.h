// Found before CUDA's own: see runtime_api.h.
#pragma once

#include "cuda/simt/runtime_api.h"
