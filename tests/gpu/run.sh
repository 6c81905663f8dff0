#!/usr/bin/env bash
# What only a machine with a GPU can show, unattended, in less than nine minutes: the kernels are right there, they do not
# touch what is not theirs, and how fast they are. Exit code: 0 all well, 1 not, 77 no GPU here, with the reason.
#
#   tests/gpu/run.sh                  numbers into docs/results/gpu, what each step printed into build/cuda/gpu
#   OUT=/tmp/out tests/gpu/run.sh     both into /tmp/out/gpu
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
exec </dev/null

skip() { echo "skipped: $1"; exit 77; }
smi=$(command -v nvidia-smi || true)
[ -n "$smi" ] || [ ! -x /usr/lib/wsl/lib/nvidia-smi ] || smi=/usr/lib/wsl/lib/nvidia-smi
[ -n "$smi" ] || skip "no GPU: there is no nvidia-smi, so no NVIDIA driver"
gpu=$(timeout 30 "$smi" --query-gpu=name,compute_cap,driver_version --format=csv,noheader 2>/dev/null | head -n 1)
[ -n "$gpu" ] || skip "nvidia-smi is here, but lists no GPU"
export PATH="$PATH:${CUDA_HOME:-/usr/local/cuda}/bin"
command -v nvcc >/dev/null || skip "$gpu, but nvcc is not here (CUDA's toolkit, 12 or newer)"
architecture=$(echo "$gpu" | cut -d, -f2 | tr -d ' .')

results=${OUT:-docs/results}/gpu
logs=${OUT:-build/cuda}/gpu
mkdir -p "$results" "$logs"
echo "$gpu" | tee "$results/gpu.txt"
seven=build/cuda/seven
failed=()
left() { echo $((530 - SECONDS)); }

# step NAME LIMIT COMMAND...: runs it for at most LIMIT seconds, and no longer than there is time; the last lines are
# shown, all of it is in $logs/NAME.txt. What fails does not keep the next from running. 77 is not a failure.
step() {
  local name=$1 limit=$2 code=0
  shift 2
  if [ "$(left)" -lt 10 ]; then echo "== $name: not run, the time is over"; failed+=("$name (no time)"); return; fi
  [ "$limit" -le "$(left)" ] || limit=$(left)
  printf '== %s (%d s)\n' "$name" "$SECONDS"
  timeout -k 5 "$limit" "$@" >"$logs/$name.txt" 2>&1 || code=$?
  tail -n 4 "$logs/$name.txt"
  if [ "$code" != 0 ] && [ "$code" != 77 ]; then
    echo "   $name: exit code $code, see $logs/$name.txt"
    failed+=("$name")
  fi
}

# One architecture takes a sixth of the time. Of the tests, those that use a device: each is a build target of its own.
build() {
  cmake --preset cuda -DSEVEN_CUDA_ARCHITECTURES="$architecture" -DSEVEN_BUILD_CHAPTERS=OFF &&
    cmake --build build/cuda --target seven test_cuda test_check
}

export -f build
export architecture
step build 280 bash -c build
if [ ! -x $seven ]; then echo "nothing was built: the rest cannot run"; exit 1; fi

# Are the results right? Every op, every variant, every case, in float and double, against the plain loops on the CPU.
step gradcheck 90 $seven gradcheck --device cuda
step ctest 60 ctest --test-dir build/cuda --output-on-failure -R '^(cuda|check)/'
step kernels 20 $seven kernels

# Do they keep to their memory, and to their order? A case each: the tools slow a kernel down up to a hundred times.
if command -v compute-sanitizer >/dev/null; then
  for tool in memcheck racecheck initcheck synccheck; do
    for one in activation/tanh_one gemm/epilogue_deep conv2d/stride3; do
      step "$tool-${one%/*}" 25 compute-sanitizer --tool "$tool" --error-exitcode 1 \
        $seven gradcheck --device cuda --op "${one%/*}" --case "${one#*/}"
    done
  done
else
  echo "compute-sanitizer is not here: memory, races, initialisation and barriers were not looked at"
fi

# How fast? Peers on the GPU (cuBLAS, cuDNN) are to stand here beside ours: `--peers`, once lib/peers has them.
for op in gemm conv2d activation; do
  step "bench-$op" 40 $seven bench --op "$op" --device cuda --seconds 0.1 --limit 2 --json "$results/bench-$op.json"
done

# Is it for the reasons that the SIMT device counts? The same ten kernels in both: sectors of memory and bank conflicts.
if command -v ncu >/dev/null; then
  metrics=l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum,l1tex__t_requests_pipe_lsu_mem_global_op_ld.sum
  metrics+=,l1tex__t_sectors_pipe_lsu_mem_global_op_st.sum,l1tex__t_requests_pipe_lsu_mem_global_op_st.sum
  metrics+=,l1tex__data_bank_conflicts_pipe_lsu_mem_shared.sum
  for one in activation/naive activation/vectorised gemm/naive gemm/coalesced gemm/shared_tile gemm/register_tile \
    gemm/vectorised gemm/double_buffered conv2d/naive conv2d/implicit_gemm; do
    op=${one%/*} variant=${one#*/}
    step "ncu-$op-$variant" 20 ncu --metrics "$metrics" --csv --launch-count 8 \
      $seven gradcheck --device cuda --op "$op" --variant "$variant"
    if $seven simt profile --help >/dev/null 2>&1; then
      step "simt-$op-$variant" 20 $seven simt profile "$one"
    fi
  done
else
  echo "ncu (Nsight Compute) is not here: sectors and bank conflicts were not counted"
fi

if [ ${#failed[@]} -gt 0 ]; then
  printf 'not well after %d s: %s\n' "$SECONDS" "${failed[*]}"
  exit 1
fi
echo "all well after $SECONDS s: $gpu"
