"""What is told about one person: rules that need a name and something beside it. The first that fits is the reason."""

from collections.abc import Callable

from bot.conversation.safeguarding import ages, care, introduced, officers
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.page import BEFORE, Page
from bot.conversation.safeguarding.people import Kind, Mention, is_a_word_that_begins
from bot.conversation.safeguarding.short_words import find_short_words

Rule = Callable[[Page, Mention], Found | None]
_SHORT = (Kind.INITIALS, Kind.LETTER)


def find_told(page: Page, mention: Mention) -> Found | None:
    """The first thing that is told about somebody and would tell who they are; None for a name alone."""
    if mention.is_ours and mention.kind in _SHORT:
        return _step_of_shared_initials(page, mention)
    return next((found for rule in _RULES if (found := rule(page, mention))), None)


def _step_of_shared_initials(page: Page, mention: Mention) -> Found | None:
    """A child may share an officer's initials; no officer has foster carers or goes missing from a placement."""
    steps = (care.OWN_AFTER, care.STEP_AFTER)
    found = next((found for one in steps if (found := page.after(Why.PLACEMENT, one, mention))), None)
    return found if found and care.SURELY_A_CHILDS.search(page.text[found.start : found.end]) else None


def is_about_care(page: Page, mention: Mention) -> bool:
    """Whether the text around speaks of a child's life rather than of the plan's work."""
    return page.has_near(care.CARE_WORD, mention.start, mention.end)


def _is_officer(page: Page, mention: Mention) -> bool:
    before = page.text[max(0, mention.start - BEFORE) : mention.start]
    return bool(officers.OFFICER_AFTER.match(page.text, mention.end) or officers.OFFICER_BEFORE.search(before))


def _is_a_name(page: Page, mention: Mention) -> bool:
    """A single unknown word with a capital is a name inside a sentence: "Boys aged 14" begins one."""
    if mention.kind is not Kind.FIRST or not mention.is_doubtful:
        return True
    before = page.text[max(0, mention.start - 4) : mention.start].rstrip(' "“(*_')
    is_inside = bool(before) and before[-1] not in ".!?\n:;•-–—>,"
    return is_inside or not is_a_word_that_begins(page.text[mention.start : mention.end])


def _age(page: Page, mention: Mention) -> Found | None:
    """An age in so many words. One of the plan's people may share a child's first name, but is not aged nine."""
    if officers.OFFICER_AFTER.match(page.text, mention.end) or not _is_a_name(page, mention):
        return None
    found = page.after(Why.AGE, ages.AGE_AFTER, mention) or page.after(Why.AGE, ages.BIRTHDAY_AFTER, mention)
    if found is not None or mention.is_ours:
        return found
    return page.after(Why.AGE, ages.PRONOUN_AGE, mention) or page.before(Why.AGE, ages.AGE_BEFORE, mention)


def _bare_age(page: Page, mention: Mention) -> Found | None:
    """A number beside a name: an age unless it counts an officer's items."""
    if mention.is_ours:
        return None
    aged_then_cared_for = _age_then_step(page, mention) or _year_at_school(page, mention)
    if aged_then_cared_for is not None:
        return aged_then_cared_for
    if _may_be_a_childs(page, mention) and mention.is_doubtful:
        return page.after(Why.AGE, ages.PLAIN_AGE_AFTER, mention)
    if mention.is_doubtful:
        return None
    found = page.after(Why.AGE, ages.BRACKETED_AGE_AFTER, mention) or page.after(Why.SCHOOL, ages.YEAR_AFTER, mention)
    weaker = page.after(Why.AGE, ages.BARE_AGE_AFTER, mention) or page.after(Why.BIRTH, ages.DATE_AFTER, mention)
    if not (found or weaker) or _is_officer(page, mention):
        return None
    if is_about_care(page, mention):
        return found or weaker
    is_count = page.has_near(officers.WORK_COUNT, mention.start, mention.end)
    return found if mention.kind is Kind.FULL and not is_count else None


def _age_of_whole_name(page: Page, mention: Mention) -> Found | None:
    """A number right after a name of two words, or of "she": shape enough, whether or not a list has the name."""
    if mention.is_ours or mention.is_doubtful or mention.kind is not Kind.FULL or _does_work(page, mention):
        return None
    found = page.after(Why.AGE, ages.PLAIN_NUMBER_AFTER, mention) or page.after(Why.AGE, ages.PRONOUN_NUMBER, mention)
    is_count = page.has_near(officers.WORK_COUNT, mention.start, mention.end)
    return None if is_count else found


def _age_then_step(page: Page, mention: Mention) -> Found | None:
    """ "Aurelio (12) has run away", "... he is 14" of initials: whatever the name, this is told of a child."""
    if mention.kind in _SHORT and not _does_work(page, mention):
        told = page.after(Why.AGE, ages.PRONOUN_PLAIN_AGE, mention)
        if told is not None:
            return told
    age = page.after(Why.AGE, ages.BRACKETED_AGE_AFTER, mention)
    if age is None or not _is_a_name(page, mention) or _is_officer(page, mention):
        return None
    end = age.end - 1 if page.text[age.end - 1 : age.end] == " " else age.end
    is_step = care.STEP_AFTER.match(page.text, end) or care.SCHOOL_AFTER.match(page.text, end)
    return age if is_step else None


def _year_at_school(page: Page, mention: Mention) -> Found | None:
    """A school year and the school's name."""
    year = page.after(Why.SCHOOL, ages.YEAR_AT_AFTER, mention)
    if year is None or not _is_known_name(mention) or _is_officer(page, mention):
        return None
    return year if care.SCHOOL_BY_NAME.match(page.text, year.end) else None


def _school(page: Page, mention: Mention) -> Found | None:
    if mention.is_ours or not _is_a_name(page, mention):
        return None
    found = page.after(Why.SCHOOL, care.SCHOOL_AFTER, mention) or _at_school(page, mention)
    return found if found and not _is_officer(page, mention) else None


def _at_school(page: Page, mention: Mention) -> Found | None:
    """Initials at a school are a pupil, unless they do an officer's work there; a name needs more to say so."""
    found = page.after(Why.SCHOOL, care.AT_SCHOOL_AFTER, mention)
    if found is None or officers.OFFICER_DOES.match(page.text, found.end):
        return None
    is_pupil = not mention.is_doubtful and page.has_near(care.PUPIL, mention.start, mention.end)
    return found if mention.kind in _SHORT or is_pupil else None


def _step(page: Page, mention: Mention) -> Found | None:
    """A step in a child's care beside a name: placed, moved to carers, missing, a plan of theirs."""
    if mention.is_ours or not _is_a_name(page, mention):
        return None
    disclosed = page.before(Why.PLACEMENT, care.DISCLOSED_BEFORE, mention)
    if disclosed and not officers.OFFICER_AFTER.match(page.text, mention.end):
        return disclosed
    found = (
        page.after(Why.PLACEMENT, care.STEP_AFTER, mention)
        or page.before(Why.PLACEMENT, care.ABOUT_BEFORE, mention)
        or page.before(Why.PLACEMENT, care.STEP_BEFORE, mention)
        or (page.after(Why.PLACEMENT, care.PLACED_SOMEWHERE, mention) if mention.kind in _SHORT else None)
        or (None if mention.kind is Kind.FIRST else page.before(Why.PLACEMENT, care.EXCLUDED_BEFORE, mention))
        or _moved_by_others(page, mention)
        or _pronoun_step(page, mention)
    )
    return found if found and not _is_officer(page, mention) else None


def _moved_by_others(page: Page, mention: Mention) -> Found | None:
    """ "We moved Courtney Vane to an emergency placement"."""
    found = page.after(Why.PLACEMENT, care.TO_PLACE_AFTER, mention)
    return found if found and page.before(Why.PLACEMENT, care.MOVED_BEFORE, mention) else None


def _pronoun_step(page: Page, mention: Mention) -> Found | None:
    """ "… that Jacob Thwaite was seen alone before he was placed with …"."""
    if mention.kind is not Kind.FULL or mention.is_doubtful or officers.OFFICER_DOES.match(page.text, mention.end):
        return None
    return page.after(Why.PLACEMENT, care.PRONOUN_STEP, mention)


def _own(page: Page, mention: Mention) -> Found | None:
    """What belongs to a child alone: "JD's placement"; a student officer has a placement too."""
    if mention.is_ours or not _is_a_name(page, mention):
        return None
    found = page.after(Why.PLACEMENT, care.OWN_AFTER, mention)
    if found is None and mention.kind is not Kind.FIRST:
        found = page.after(Why.PLACEMENT, care.OWN_PLAIN, mention)
    if found is None and mention.kind in _SHORT:
        found = page.after(Why.PLACEMENT, care.BESIDE_AFTER, mention)
    found = found or _own_weak(page, mention)
    return found if found and not page.has_near(officers.STUDENT, mention.start, mention.end) else None


def _own_weak(page: Page, mention: Mention) -> Found | None:
    """A mother, a school or a file: anybody's, unless the message speaks of care besides."""
    found = None if mention.is_doubtful else page.after(Why.PLACEMENT, care.OWN_WEAK_AFTER, mention)
    if found is None:
        return None
    is_care = page.has_near(care.CARE_BESIDES, found.start, found.end, besides=found.end - found.start)
    return found if is_care else None


def _child(page: Page, mention: Mention) -> Found | None:
    """Somebody said to be a child, or a child's parent, with a name that tells who it is."""
    if mention.is_ours:
        return None
    if mention.kind in _SHORT:
        return _letters_of_child(page, mention)
    found = page.after(Why.CHILD, care.IS_CHILD_AFTER, mention) or _kin(page, mention)
    if found is not None and _is_a_name(page, mention):
        return found
    little = page.before(Why.CHILD, introduced.LITTLE_BEFORE, mention)
    if little and mention.kind is Kind.FIRST and (_is_known_name(mention) or _may_be_a_childs(page, mention)):
        return little
    patterns = [introduced.FORM_BEFORE, introduced.CALLED_BEFORE]
    if _is_known_name(mention) or (mention.kind is Kind.FULL and not mention.is_doubtful):
        patterns += [introduced.CHILD_BEFORE, introduced.PARENT_OF_BEFORE]
        patterns += [introduced.CHILD_IS_BEFORE] if mention.kind is Kind.FULL else []
    if mention.kind is Kind.FULL and not mention.is_doubtful:
        patterns.append(introduced.PARENT_BEFORE)
    return next((found for one in patterns if (found := page.before(Why.CHILD, one, mention))), None)


def _is_known_name(mention: Mention) -> bool:
    return mention.is_given and not mention.is_doubtful


def _may_be_a_childs(page: Page, mention: Mention) -> bool:
    """A name that no list has, where the message tells of a child's life around it."""
    return not mention.is_given and _is_a_name(page, mention) and is_about_care(page, mention)


def _letters_of_child(page: Page, mention: Mention) -> Found | None:
    """Initials are a child's where they stand in a form, beside kin, or after "child" with a placement or a school."""
    found = page.before(Why.CHILD, introduced.FORM_BEFORE, mention)
    if found is None and is_about_care(page, mention):
        found = _kin(page, mention) or page.after(Why.CHILD, care.IS_CHILD_AFTER, mention)
    if found is not None or not page.has_near(care.LETTERED_CARE, mention.start, mention.end):
        return found
    return page.before(Why.CHILD, introduced.CHILD_BEFORE, mention)


def _kin(page: Page, mention: Mention) -> Found | None:
    if mention.is_doubtful:
        return None
    found = page.after(Why.CHILD, care.AND_KIN_AFTER, mention) or page.after(Why.CHILD, care.WITH_KIN_AFTER, mention)
    return found if found and not _is_officer(page, mention) else None


def _in_one_sentence(page: Page, mention: Mention) -> Found | None:
    """Initials, or a whole name, in a sentence that tells one child's life, unless it tells an officer's work."""
    if mention.is_ours or mention.is_doubtful or mention.kind is Kind.FIRST or _does_work(page, mention):
        return None
    start, end = page.sentence_of(mention)
    if page.text[mention.start : mention.end].islower():
        return None
    is_life = page.has_between(care.CHILDS_LIFE, start, end)
    is_pupil = mention.kind in _SHORT and page.has_between(care.SCHOOL_BY_NAME, start, end)
    if is_pupil and not page.has_between(officers.OFFICER_WORK, start, end):
        return Found(Why.SCHOOL, mention.start, mention.end)
    return Found(Why.PLACEMENT, mention.start, mention.end) if is_life else None


def _does_work(page: Page, mention: Mention) -> bool:
    before = page.text[max(0, mention.start - BEFORE) : mention.start]
    is_beside_work = officers.OFFICER_DOES.match(page.text, mention.end) or officers.WORKED_WITH.search(before)
    return bool(is_beside_work) or _is_officer(page, mention)


_RULES: tuple[Rule, ...] = (
    _age,
    _bare_age,
    _age_of_whole_name,
    _school,
    _step,
    _own,
    _child,
    _in_one_sentence,
    find_short_words,
)
