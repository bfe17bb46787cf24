import pytest
from loopback import LoopbackSlack

from bot.slack.people import Person, SlackUser, fetch_users, propose_accounts
from bot.slack.settings import SlackSettings
from bot.slack.workspace import OneWorkspace
from jobs.channel import DeliveryError

IFAN = SlackUser("U0IFAN", ("Ifan Rees", "ifan"), "ifan.rees@northmere.example")
AMARA = SlackUser("U0AMARA", ("Amara Okafor", "amara"), "a.okafor@northmere.example")
DEBORAH = SlackUser("U0DEB", ("Deborah Lindqvist", "Debbie"), "d.lindqvist@northmere.example")
EVERYBODY = [IFAN, AMARA, DEBORAH]


def proposed(name: str, users: list[SlackUser] = EVERYBODY) -> list[str]:
    accounts = propose_accounts([Person(name)], users)
    return [candidate.user.id for proposal in accounts.to_confirm for candidate in proposal.candidates]


def test_an_e_mail_settles_it_whatever_its_letters_and_the_name() -> None:
    person = Person("I. Rees (Fostering)", "Ifan.Rees@Northmere.example", key="7")
    accounts = propose_accounts([person], EVERYBODY)
    assert accounts.matched == ((person, IFAN),)
    assert (accounts.to_confirm, accounts.nobody) == ((), ())


def test_a_name_is_proposed_and_never_settled() -> None:
    accounts = propose_accounts([Person("Amara Okafor")], EVERYBODY)
    assert accounts.matched == ()
    (proposal,) = accounts.to_confirm
    assert [(c.user, c.likeness) for c in proposal.candidates] == [(AMARA, 100)]


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("Okafor, Amara", "U0AMARA"),
        ("Dr Amara Okafor (Head of Fostering)", "U0AMARA"),
        ("AMARA OKAFOR", "U0AMARA"),
        ("Amara Okafour", "U0AMARA"),
        ("Amara J Okafor", "U0AMARA"),
        ("DI Ifan Rees", "U0IFAN"),
        ("Debbie", "U0DEB"),
        ("Deborah Lindquist", "U0DEB"),
    ],
)
def test_a_name_written_otherwise_is_still_proposed(name: str, account: str) -> None:
    assert proposed(name) == [account]


@pytest.mark.parametrize("name", ["Head of Fostering", "Ian Reed", "Amanda Oduya", "Mrs Quayle", "", "?"])
def test_another_name_is_nobody(name: str) -> None:
    accounts = propose_accounts([Person(name)], EVERYBODY)
    assert accounts.nobody == (Person(name),)


def test_two_people_of_one_name_are_both_proposed_the_likeliest_first() -> None:
    other = SlackUser("U0OTHER", ("Amara Okafor-Bell",))
    assert proposed("Amara Okafor-Bell", [*EVERYBODY, other])[0] == "U0OTHER"
    twin = SlackUser("U0TWIN", ("Amara Okafor",))
    assert set(proposed("Amara Okafor", [*EVERYBODY, twin])) == {"U0AMARA", "U0TWIN"}


def test_no_more_than_three_are_proposed() -> None:
    many = [SlackUser(f"U{n}", ("Amara Okafor",)) for n in range(9)]
    assert len(proposed("Amara Okafor", many)) == 3


def test_an_account_that_is_settled_is_not_proposed_to_somebody_else() -> None:
    people = [Person("Ifan Rees", IFAN.email), Person("Ifan Rees")]
    accounts = propose_accounts(people, EVERYBODY)
    assert accounts.matched == ((people[0], IFAN),)
    assert accounts.nobody == (people[1],)


def test_an_e_mail_that_nobody_has_leaves_the_name_to_go_by() -> None:
    accounts = propose_accounts([Person("Ifan Rees", "ifan@elsewhere.example")], EVERYBODY)
    assert accounts.to_confirm[0].candidates[0].user == IFAN


def test_nobody_in_the_workspace_is_nobody_for_everyone() -> None:
    assert propose_accounts([Person("Ifan Rees", IFAN.email)], []).nobody == (Person("Ifan Rees", IFAN.email),)


def test_everybody_is_fetched_over_every_page(slack: LoopbackSlack, settings: SlackSettings) -> None:
    for n in range(5):
        slack.add_user(f"U{n}", f"Person {n}", f"p{n}@northmere.example")
    slack.page_size = 2
    users = fetch_users(OneWorkspace(settings).client_for(None))
    assert [user.id for user in users] == [f"U{n}" for n in range(5)]
    assert users[0] == SlackUser("U0", ("Person 0", "Person"), "p0@northmere.example")
    assert len(slack.called("users.list")) == 3


def test_bots_are_nobody_and_closed_accounts_are_marked(slack: LoopbackSlack, settings: SlackSettings) -> None:
    slack.add_user("U1", "Gone Away", deleted=True)
    slack.add_user("U2", "A Bot", is_bot=True)
    slack.add_user("USLACKBOT", "Slackbot")
    slack.add_user("U3", "Here Still")
    users = fetch_users(OneWorkspace(settings).client_for(None))
    assert [(user.id, user.email, user.is_closed) for user in users] == [("U1", None, True), ("U3", None, False)]
    assert propose_accounts([Person("Gone Away")], users).nobody == (Person("Gone Away"),)


def test_a_refused_page_is_an_error_and_not_a_short_list(slack: LoopbackSlack, settings: SlackSettings) -> None:
    slack.refuse("users.list", "missing_scope")
    with pytest.raises(DeliveryError, match="missing_scope"):
        fetch_users(OneWorkspace(settings).client_for(None))
