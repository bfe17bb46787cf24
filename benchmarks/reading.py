"""How long reading a plan takes beside the library's own raw read of the same file: `python benchmarks/reading.py`.

For a plan of 1,000 milestones in each format: the median seconds and the peak memory of Milepost's read and of the
raw one, their ratio, and how much longer ten times the rows take. Each read is measured in a process of its own,
after a plan of ten milestones has been read there, in seconds of the processor: others may be using the machine.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from plan_files import write_plan  # noqa: E402

from documents.reading.formats.limits import Limits  # noqa: E402

MILESTONES = 1000
WARMING = 10
REPEATS = {"pdf": 3}
AIMS = {"txt": 2.0, "csv": 2.0, "html": 2.0, "docx": 1.5, "xlsx": 1.5, "pdf": 1.3}
MODULES = {"txt": "text", "csv": "delimited", "html": "html", "docx": "word", "xlsx": "excel", "pdf": "pdf"}
# Drawing ten thousand milestones as pages takes longer than anybody waits, so pages grow to the plan's own size.
GROWS_FROM = {"pdf": MILESTONES // 10}
ROOMY = replace(Limits(), rows=100_000, cells=2_000_000, pages=5_000, seconds=600.0)


def main() -> None:
    line = "{:<6}{:>9}{:>9}{:>7}{:>6}{:>9}{:>9}{:>14}\n".format
    sys.stdout.write(line("", "ours s", "raw s", "ratio", "aim", "ours MB", "raw MB", "ten times"))
    with tempfile.TemporaryDirectory() as folder:
        for kind, aim in AIMS.items():
            made(kind, WARMING, Path(folder))
            grows_from = GROWS_FROM.get(kind, MILESTONES)
            small, large = (made(kind, size, Path(folder)) for size in (grows_from, grows_from * 10))
            reads = {path: measured("ours", kind, path) for path in (small, large)}
            plan = small if grows_from == MILESTONES else large
            (ours, peak), (raw, raw_peak) = reads[plan], measured("raw", kind, plan)
            growth = reads[large][0] / reads[small][0]
            cells = [f"{ours:.3f}", f"{raw:.3f}", f"{ours / raw:.2f}", f"{aim:.1f}", f"{peak:.0f}", f"{raw_peak:.0f}"]
            sys.stdout.write(line(kind, *cells, f"x {growth:.1f}"))
            sys.stdout.flush()


def made(kind: str, milestones: int, folder: Path) -> Path:
    path = folder / f"{milestones}.{kind}"
    subprocess.run([sys.executable, __file__, "made", str(milestones), str(path)], check=True)
    return path


def measured(whose: str, kind: str, path: Path) -> tuple[float, float]:
    """Median seconds and greatest megabytes of a few reads, each in a process of its own."""
    runs = []
    for _ in range(REPEATS.get(kind, 5)):
        command = [sys.executable, __file__, whose, kind, str(path)]
        runs.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    return median(run["seconds"] for run in runs), max(run["megabytes"] for run in runs)


def one(whose: str, kind: str, path: Path) -> dict[str, float]:
    read = ours(kind) if whose == "ours" else RAW[kind]
    read(path.with_name(f"{WARMING}.{kind}"))
    started = processor_seconds()
    kept = read(path)
    seconds = processor_seconds() - started
    assert kept
    return {
        "seconds": seconds,
        "megabytes": max(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }


def processor_seconds() -> float:
    """Of this process and of those it has started and seen end."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def own_peak() -> float:
    """Megabytes this program took at most. `getrusage` would also count the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def ours(kind: str) -> Callable[[Path], object]:
    read = import_module(f"documents.reading.formats.{MODULES[kind]}").read
    return lambda path: read(path, ROOMY)


def raw_separated(path: Path) -> object:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t" if path.suffix == ".txt" else ","))


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def raw_html(path: Path) -> object:
    parser = Cells()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return parser.cells


def raw_word(path: Path) -> object:
    import docx

    document = docx.Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def raw_excel(path: Path) -> object:
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [row for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True)]


def raw_pdf(path: Path) -> object:
    import pdfplumber

    kept = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            kept.append((page.extract_tables(), page.extract_text()))
            page.close()
    return kept


RAW: dict[str, Callable[[Path], object]] = {
    "txt": raw_separated,
    "csv": raw_separated,
    "html": raw_html,
    "docx": raw_word,
    "xlsx": raw_excel,
    "pdf": raw_pdf,
}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "made":
        write_plan(Path(sys.argv[3]), int(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(one(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
