"""How much of a file is read before it is refused. Every number has a name, so a sentence can say it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The ceilings of one read. A file past one of them is refused whole: half a plan is worse than none.

    `file_bytes` is the file on disk; `unpacked_bytes` all parts of a Word or Excel file together, `part_bytes`
    one part that has to be held in memory; `compression_ratio` unpacked to packed, of parts above a megabyte.
    `rows` and `cells` count those with something in them, over the whole document; `columns` are of one table.
    `seconds` is wall-clock time and `memory_bytes` the address space of a read in a process of its own (PDF).
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 400 * MEGABYTE
    part_bytes: int = 64 * MEGABYTE
    compression_ratio: int = 250
    rows: int = 20_000
    columns: int = 256
    cells: int = 500_000
    pages: int = 400
    characters_a_cell: int = 32_767
    seconds: float = 120.0
    memory_bytes: int = 1536 * MEGABYTE
