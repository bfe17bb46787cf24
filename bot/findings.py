"""What a check of the installation found, as one line for whoever runs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`text` says what is; `what_to_do` is given where something is wrong, and only there."""

    text: str
    what_to_do: str | None = None

    @property
    def is_well(self) -> bool:
        return self.what_to_do is None

    def __str__(self) -> str:
        return f"✔ {self.text}" if self.is_well else f"✘ {self.text} {self.what_to_do}"
