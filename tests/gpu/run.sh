#!/usr/bin/env bash
# What only a machine with a GPU can show, unattended, in less than nine minutes: the kernels are right there, they do
# not touch what is not theirs, and how fast they are. Exit code: 0 all well, 1 not, 77 no GPU here, with the reason.
#
# No GPU was at hand when it was written: it has run on stand-ins for its tools only.
#
#   tests/gpu/run.sh                  numbers into docs/results/gpu, what each step printed into build/gpu/log
#   OUT=/tmp/out tests/gpu/run.sh     both into /tmp/out, gpu and log
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
logs=${OUT:-build/gpu}/log
mkdir -p "$results" "$logs"
echo "$gpu" | tee "$results/gpu.txt"
seven=build/gpu/seven
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

# For this GPU alone, in a folder of its own, so that build/cuda stays one for all architectures. Of the tests, those
# that use a device; with them come the peers that there are libraries for.
build() {
  cmake --preset cuda -B build/gpu -DSEVEN_CUDA_ARCHITECTURES="$architecture" -DSEVEN_BUILD_CHAPTERS=OFF &&
    cmake --build build/gpu --target seven test_cuda test_check test_train
}
export -f build
export architecture seven
step build 240 bash -c build
if [ ! -x $seven ]; then echo "nothing was built: the rest cannot run"; exit 1; fi

# Are the results right? Every op, every variant, every case, in float and double, against the plain loops on the CPU;
# then whole steps of a net, and an epoch of training.
step gradcheck 120 $seven gradcheck --device cuda
step ctest 90 ctest -j 8 --test-dir build/gpu --output-on-failure -R '^(cuda|check)/|^train/device$'
step train 30 $seven train --net demo --data synth --epochs 1 --device cuda --out "$logs/train"
step kernels 20 $seven kernels

# Do they keep to their memory, and to their order? A small case of each op: the tools slow a kernel down up to a
# hundred times. The four tools run side by side, each through all the cases.
sanitize() {
  local tool=$1 bad=0
  for one in activation/tanh_map gemm/epilogue_deep conv2d/stride3 linear/tile pool2d/overlap_rest_ceil \
    lrn/channels_even lrn/map_even softmax/odd dropout/odd_row sgd/above_chunk; do
    compute-sanitizer --tool "$tool" --error-exitcode 1 \
      $seven gradcheck --device cuda --op "${one%/*}" --case "${one#*/}" >"$logs/$tool-${one/\//-}.txt" 2>&1 ||
      { echo "$tool: $one, see $logs/$tool-${one/\//-}.txt"; bad=1; }
  done
  [ $bad = 1 ] || echo "$tool: nothing found in ten cases of nine ops"
  return $bad
}
sanitize_all() {
  local jobs=() bad=0
  for tool in memcheck racecheck initcheck synccheck; do sanitize "$tool" & jobs+=($!); done
  for job in "${jobs[@]}"; do wait "$job" || bad=1; done
  return $bad
}
export -f sanitize sanitize_all
export logs
if command -v compute-sanitizer >/dev/null; then
  step sanitizers 120 bash -c sanitize_all
else
  echo "compute-sanitizer is not here: memory, races, initialisation and barriers were not looked at"
fi

# Is it for the reasons that the SIMT device counts? The same kernels on the same case in both. ncu counts the first
# launches of a gradcheck, which are those of one run in float: as many as the SIMT device has seen.
count() {
  local metrics bad=0
  metrics=$(python3 -c 'import compare_counts as c; print(",".join(m for _, m in c.COUNTS.values()))') || return 1
  for one in activation/naive activation/vectorised gemm/naive gemm/coalesced gemm/shared_tile gemm/register_tile \
    gemm/vectorised gemm/double_buffered conv2d/naive conv2d/implicit_gemm linear/naive pool2d/naive \
    pool2d/shared_windows lrn/in_registers softmax/warp_per_row sgd/vectorised; do
    local file="$logs/counts/${one/\//-}"
    $seven simt profile "$one" --json "$file.json" >/dev/null || { bad=1; continue; }
    read -r launches op_case < <(python3 -c \
      'import json, sys; r = json.load(open(sys.argv[1])); print(r["launches"], r["op_cases"][0])' "$file.json")
    ncu --metrics "$metrics" --csv --print-units base --launch-count "$launches" \
      $seven gradcheck --device cuda --op "${one%/*}" --variant "${one#*/}" --case "$op_case" >"$file.csv" 2>&1 ||
      { echo "$one: see $file.csv"; bad=1; }
  done
  python3 tests/gpu/compare_counts.py "$logs/counts" "$results/counts.md" && return $bad
}
export -f count
export results PYTHONPATH=tests/gpu
if command -v ncu >/dev/null; then
  rm -rf "$logs/counts"
  mkdir -p "$logs/counts"
  step counts 120 bash -c count
else
  echo "ncu (Nsight Compute) is not here: sectors and wavefronts were not counted"
fi

# How fast, beside cuBLAS and cuDNN, where they are, and a whole step beside PyTorch's?
for op in gemm conv2d; do
  step "bench-$op" 60 $seven bench --op "$op" --device cuda --peers --seconds 0.1 --limit 2 \
    --json "$results/bench-$op.json"
done
for op in activation pool2d lrn softmax dropout sgd linear; do
  step "bench-$op" 20 $seven bench --op "$op" --device cuda --seconds 0.05 --limit 1 --json "$results/bench-$op.json"
done
if python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
  step step-alexnet 90 $seven bench --net alexnet --batch 128 --device cuda --rounds 3 \
    --peer "python3 tests/peers/torch_step.py alexnet 128 1 10 cuda" --record "$results"
else
  echo "PyTorch with CUDA is not here: the step is timed alone"
  step step-alexnet 60 $seven bench --net alexnet --batch 128 --device cuda --record "$results"
fi

if [ ${#failed[@]} -gt 0 ]; then
  printf 'not well after %d s: %s\n' "$SECONDS" "${failed[*]}"
  exit 1
fi
echo "all well after $SECONDS s: $gpu"
