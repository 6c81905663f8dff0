"""compare_counts.py on counts made up for it, since no GPU is needed to see that it notices a difference."""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).with_name("compare_counts.py")
LOADS = "l1tex__t_requests_pipe_lsu_mem_global_op_ld.sum"
SECTORS = "l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum"


def report(requests, sectors, launches=2):
    line = {"space": "device", "access": "load", "requests": requests, "sectors": sectors, "wavefronts": 0}
    return json.dumps({"op_cases": ["tile"], "launches": launches, "cut": False, "lines": [line]})


def profile(*launches):
    text = 'what the program says\n==PROF== Connected\n"ID","Kernel Name","Metric Name","Metric Unit","Metric Value"\n'
    for i, (requests, sectors) in enumerate(launches):
        text += f'"{i}","product","{LOADS}","request","{requests}"\n"{i}","product","{SECTORS}","sector","{sectors}"\n'
    return text


class CompareCounts(unittest.TestCase):
    def run_on(self, simt, gpu, kernels=10):
        with tempfile.TemporaryDirectory() as folder:
            for i in range(kernels):
                Path(folder, f"gemm-variant{i}.json").write_text(simt)
                Path(folder, f"gemm-variant{i}.csv").write_text(gpu)
            table = Path(folder, "table.md")
            done = subprocess.run([sys.executable, SCRIPT, folder, table], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr, table.read_text() if table.exists() else ""

    def test_counts_within_five_percent_agree(self):
        code, out, table = self.run_on(report(1000, 8000), profile((500, "4,000"), (480, "4,100")))
        self.assertEqual(code, 0, out)
        self.assertIn("10 kernels, 20 counts: 20 agree", out)
        self.assertIn("| gemm/variant0, tile | requests to load | 1,000 | 980 | agree (2.0 %) |", table)

    def test_a_difference_without_a_reason_fails(self):
        code, out, table = self.run_on(report(1000, 8000), profile((500, 4000), (400, 4000)))
        self.assertEqual(code, 1, out)
        self.assertIn("| 1,000 | 900 | 0.90 times: NOT EXPLAINED |", table)

    def test_another_number_of_launches_fails(self):
        code, out, _ = self.run_on(report(1000, 8000), profile((1000, 8000)))
        self.assertEqual(code, 1, out)
        self.assertIn("1 launches on the GPU, 2 on the SIMT device", out)

    def test_fewer_than_ten_kernels_fail(self):
        code, out, _ = self.run_on(report(1000, 8000), profile((500, 4000), (500, 4000)), kernels=9)
        self.assertEqual(code, 1, out)
        self.assertIn("only 9 kernels", out)

    def test_a_profiler_that_was_not_allowed_to_count_fails(self):
        code, out, _ = self.run_on(report(1000, 8000), "==ERROR== ERR_NVGPUCTRPERM\n")
        self.assertEqual(code, 1, out)
        self.assertIn("ERR_NVGPUCTRPERM", out)


if __name__ == "__main__":
    unittest.main()
