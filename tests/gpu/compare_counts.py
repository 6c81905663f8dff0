#!/usr/bin/env python3
"""What Nsight Compute counts on a GPU beside what the SIMT device counts for the same kernels on the same case.

Usage: compare_counts.py FOLDER [OUT.md]

FOLDER holds, for each kernel, OP-VARIANT.json (./seven simt profile OP/VARIANT --json) and OP-VARIANT.csv (ncu --csv with
the metrics below, of as many launches as the JSON says). A count agrees if the two are within 5 % of each other. One that
does not must have its reason in REASONS, found by looking at the kernel's machine code; without one the exit code is 1.

The test of this file needs no GPU: tests/gpu/compare_counts_test.py.
"""
import csv
import json
import sys
from pathlib import Path

# What is counted: the SIMT device's (space, access, count), and Nsight Compute's metric.
COUNTS = {
    "requests to load": (("device", "load", "requests"), "l1tex__t_requests_pipe_lsu_mem_global_op_ld.sum"),
    "sectors loaded": (("device", "load", "sectors"), "l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum"),
    "sectors stored": (("device", "store", "sectors"), "l1tex__t_sectors_pipe_lsu_mem_global_op_st.sum"),
    "wavefronts to load": (("shared", "load", "wavefronts"), "l1tex__data_pipe_lsu_wavefronts_mem_shared_op_ld.sum"),
    "wavefronts to store": (("shared", "store", "wavefronts"), "l1tex__data_pipe_lsu_wavefronts_mem_shared_op_st.sum"),
}
ALLOWED = 0.05

# (kernel, count): why the two differ. "*" stands for every kernel.
REASONS = {}


def counted_by_simt(report):
    """{count: number} of a report of `seven simt profile --json`."""
    if report["cut"]:
        raise SystemExit("the SIMT device stopped counting: take a smaller case")
    return {name: sum(line[what] for line in report["lines"] if line["space"] == space and line["access"] == access)
            for name, ((space, access, what), _) in COUNTS.items()}


def counted_by_ncu(text):
    """({count: number}, launches) of what `ncu --csv` printed, the program's own output before it included."""
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if line.startswith('"ID"')), None)
    if start is None:
        raise SystemExit("there is no table of Nsight Compute: " + (lines[-1] if lines else "it printed nothing"))
    names = {metric: name for name, (_, metric) in COUNTS.items()}
    counts, launches = dict.fromkeys(COUNTS, 0), set()
    for row in csv.DictReader(lines[start:]):
        if row.get("Metric Name") not in names or not row.get("ID", "").isdigit():
            continue
        launches.add(row["ID"])
        counts[names[row["Metric Name"]]] += int(float(row["Metric Value"].replace(",", "")))
    return counts, len(launches)


def compare(kernel, simt, gpu):
    """The rows of the table for one kernel, "gemm/naive": (kernel, count, SIMT's, the GPU's, verdict)."""
    rows = []
    for name in COUNTS:
        if simt[name] == 0 and gpu[name] == 0:
            continue
        apart = abs(gpu[name] - simt[name]) / max(gpu[name], simt[name])
        verdict = f"agree ({100 * apart:.1f} %)"
        if apart > ALLOWED:
            reason = REASONS.get((kernel, name)) or REASONS.get(("*", name))
            verdict = f"{gpu[name] / max(simt[name], 1):.2f} times: {reason or 'NOT EXPLAINED'}"
        rows.append((kernel, name, simt[name], gpu[name], verdict))
    return rows


def main():
    folder = Path(sys.argv[1])
    rows, failed, cases = [], [], {}
    for path in sorted(folder.glob("*.json")):
        kernel = path.stem.replace("-", "/", 1)
        report = json.loads(path.read_text())
        table = path.with_suffix(".csv")
        if not table.exists():
            failed.append(f"{kernel}: was not run on the GPU")
            continue
        gpu, launches = counted_by_ncu(table.read_text())
        if launches != report["launches"]:
            failed.append(f"{kernel}: {launches} launches on the GPU, {report['launches']} on the SIMT device")
            continue
        rows += compare(kernel, counted_by_simt(report), gpu)
        cases[kernel] = report["op_cases"][0]
    text = "| kernel, case | count | SIMT device | GPU | |\n|---|---|---|---|---|\n"
    for kernel, name, simt, gpu, verdict in rows:
        text += f"| {kernel}, {cases[kernel]} | {name} | {simt:,} | {gpu:,} | {verdict} |\n"
    print(text)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text("# Nsight Compute beside the SIMT device\n\n"
                                     "Written by `tests/gpu/compare_counts.py`. Do not edit.\n\n" + text)
    explained = [row for row in rows if "NOT EXPLAINED" not in row[4]]
    print(f"{len(cases)} kernels, {len(rows)} counts: {len(explained)} agree or are explained")
    if len(cases) < 10:
        failed.append(f"only {len(cases)} kernels were compared, ten are wanted")
    for line in failed:
        print(line)
    if failed or len(explained) < len(rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
