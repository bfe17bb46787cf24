"""Settling what a document left open, one question after the other: what the page shows, and what its form says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.conversation import phrases, query_wording
from bot.conversation.filling.settling import known_in
from bot.conversation.late_at_start import ask_about_late, how_many, late_by_lead
from bot.conversation.query_answers import INPUTS, Entry, NotAnAnswer, entry_for, read_answer
from bot.web.chat import WebChat
from bot.web.guard import Refused
from storage.changes.events import Author
from storage.changes.settling import CannotSettle, settle, settle_alike
from storage.questions.plans import PlanFacts, plans_of
from storage.questions.queries import QueryFacts, count_alike, queries_of_plan


@dataclass(frozen=True)
class Settling:
    """The page of one question; `query` is None when there are none left. `alike` is how many others
    are asked for its reason, and how many of those in its words. `problem` is what is wrong with what was `typed`.
    `late` says how much was late already and can be asked about: "5 milestones of 2 leads", empty for nothing.
    """

    plan: PlanFacts
    queries: Sequence[QueryFacts]
    query: QueryFacts | None
    entry: Entry | None
    alike: tuple[int, int] = (0, 0)
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: NotAnAnswer | None = None
    just_settled: QueryFacts | None = None
    late: str = ""

    @property
    def left(self) -> int:
        return sum(not query.is_settled for query in self.queries)

    @property
    def before(self) -> QueryFacts | None:
        return self._beside(-1)

    @property
    def after(self) -> QueryFacts | None:
        return self._beside(1)

    def _beside(self, step: int) -> QueryFacts | None:
        at = self.query.number - 1 + step if self.query else -1
        return self.queries[at] if 0 <= at < len(self.queries) else None

    def address(self, query: QueryFacts) -> str:
        return f"/plans/{self.plan.id}/settle/{query.id}"

    def question(self, query: QueryFacts) -> str:
        return query_wording.question(query)

    def taken(self, query: QueryFacts) -> str:
        return query_wording.taken(query)

    def settled(self, query: QueryFacts) -> str:
        """ "settled as 15 June 2026 by Bethan Lloyd, today"."""
        if query.settled_at is None:
            return ""
        today = query.settled_at.astimezone(self.plan.zone).date()
        by = f" by {query.settled_by}" if query.settled_by else ""
        answer = query.answer if query.answer is not None else "nothing to say for now"
        return f"Settled{by} on {phrases.full_day(today, today)}: {answer}"


def read_settling(
    web: WebChat,
    plan_id: int,
    query_id: int | None,
    after: int | None = None,
    typed: Mapping[str, str] | None = None,
    problem: NotAnAnswer | None = None,
) -> Settling:
    """The page of a question, or of the first open one; `after` is the question that was settled just now.

    Raises Refused when there is no such plan or question.
    """
    with web.store.read() as session:
        plan = _plan(session, web, plan_id)
        queries = queries_of_plan(session, plan.id, plan.owner_id)
        query = _find(queries, query_id) if query_id is not None else _first_open(queries, after)
        known = known_in(session, plan) if query else None
        late = late_by_lead(session, plan, web.clock.now())
        return Settling(
            plan=plan,
            queries=queries,
            query=query,
            entry=entry_for(query, known) if query and known else None,
            alike=count_alike(session, query.id) if query else (0, 0),
            typed=typed or dict.fromkeys(INPUTS, ""),
            problem=problem,
            just_settled=next((one for one in queries if one.id == after and one.is_settled), None),
            late=how_many(late) if late else "",
        )


def ask_late(web: WebChat, plan_id: int) -> None:
    """Asks each lead once about what was late already; raises Refused when there is no such plan."""
    with web.store.write() as session:
        plan = _plan(session, web, plan_id)
        ask_about_late(session, plan, web.clock.now(), plan.owner_id)


def keep_answer(web: WebChat, plan_id: int, query_id: int, form: Mapping[str, str]) -> None:
    """Keeps what the form says, as the plan's owner.

    Raises NotAnAnswer with a sentence that belongs beside the form, Refused when there is no such question.
    """
    now = web.clock.now()
    with web.store.write() as session:
        plan = _plan(session, web, plan_id)
        query = _find(queries_of_plan(session, plan.id, plan.owner_id), query_id)
        answer = read_answer(form, entry_for(query, known_in(session, plan)), now.astimezone(plan.zone).date())
        author = Author(plan.owner_id, now)
        try:
            settle(session, query_id, answer, author)
            if form.get("alike"):
                settle_alike(session, query_id, answer, author)
        except CannotSettle as error:
            raise NotAnAnswer(str(error)) from None


def _plan(session: Session, web: WebChat, plan_id: int) -> PlanFacts:
    found = next((plan for plan in plans_of(session, web.organisation_id) if plan.id == plan_id), None)
    if found is None:
        raise Refused(404, "There is no such plan here.")
    return found


def _find(queries: Sequence[QueryFacts], query_id: int) -> QueryFacts:
    found = next((query for query in queries if query.id == query_id), None)
    if found is None:
        raise Refused(404, "That is not asked any more. Go back and look at what is left to settle.")
    return found


def _first_open(queries: Sequence[QueryFacts], after: int | None) -> QueryFacts | None:
    """The next open question, round from the one that was settled just now."""
    at = next((query.number for query in queries if query.id == after), 0)
    return next((query for query in (*queries[at:], *queries[:at]) if not query.is_settled), None)
