"""What a council was told, as short rows that tests compare: when on London's clock, who, about which references."""

from northmere import LONDON, PEOPLE, Northmere

from storage.questions.notices import kind_as_sent, sent_items

_RANKS = {entry.name: rank for rank, entry in enumerate(PEOPLE)}


def told(northmere: Northmere, kinds: tuple[str, ...] = ("reminder", "escalation")) -> list[tuple[str, str, str]]:
    """("06-01 09:00", "Ifan Rees", "1.1 1.2") for each message of these kinds, in the order of sending.

    Whose message of one instant leaves first is nobody's promise: here leads come before those who manage them.
    """
    with northmere.store.read() as session:
        rows = [
            (
                one.at.astimezone(LONDON).strftime("%m-%d %H:%M"),
                one.to.conversation,
                " ".join(item.ref for item in sent_items(session, one.notification_id)),
            )
            for one in northmere.sent
            if kind_as_sent(session, one.notification_id) in kinds
        ]
    return sorted(rows, key=lambda row: (row[0], -_RANKS.get(row[1], -1)))


def told_on(northmere: Northmere, day: str) -> list[tuple[str, str]]:
    """Who was told of what on a day ("06-01"), whatever the hour."""
    return [(who, refs) for at, who, refs in told(northmere) if at.startswith(day)]


def digests(northmere: Northmere) -> list[str]:
    """When each digest went out."""
    return [at for at, _, _ in told(northmere, ("digest",))]
