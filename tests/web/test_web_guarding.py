"""The page answers this machine's own browser, and nobody's through another site."""

import dataclasses

import pytest
from page_client import PageClient
from starlette.datastructures import Headers

from bot.web.guard import LOOPBACK, Refused, host_name, refuse_other_sites, refuse_strange_host

HOST = "127.0.0.1:8765"


def is_refused(rule, headers, *rest):
    try:
        rule(Headers(headers), *rest)
    except Refused:
        return True
    return False


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "localhost:8765", "LOCALHOST", "[::1]:8765"])
def test_loopback_names_are_answered(host):
    assert not is_refused(refuse_strange_host, {"host": host}, LOOPBACK)


@pytest.mark.parametrize(
    "host", ["attacker.example", "127.0.0.1.attacker.example", "", "[::1", "0.0.0.0:8765", "user@attacker.example:80"]
)
def test_any_other_name_is_refused(host):
    with pytest.raises(Refused) as refused:
        refuse_strange_host(Headers({"host": host}), LOOPBACK)
    assert refused.value.status == 421


def test_a_name_that_was_configured_is_answered():
    name = "milepost.northmere.example"
    assert not is_refused(refuse_strange_host, {"host": name}, {name})
    assert is_refused(refuse_strange_host, {"host": name}, LOOPBACK)


def test_a_port_is_no_part_of_the_name():
    assert host_name("localhost:8765") == "localhost"
    assert host_name("localhost:port") == "localhost"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST, "sec-fetch-site": "same-origin", "origin": f"http://{HOST}"},
        {"host": HOST, "origin": f"http://{HOST}"},
        {"host": HOST, "sec-fetch-site": "none"},
        {"host": HOST},
    ],
)
def test_the_pages_own_forms_and_plain_tools_may_send(headers):
    assert not is_refused(refuse_other_sites, headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST, "sec-fetch-site": "cross-site", "origin": "https://attacker.example"},
        {"host": HOST, "sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"},
        {"host": HOST, "origin": "https://attacker.example"},
        {"host": HOST, "origin": "http://127.0.0.1:9999"},
        {"host": HOST, "origin": "null"},
        {"host": HOST, "origin": ""},
    ],
)
def test_other_sites_may_not_send(headers):
    with pytest.raises(Refused) as refused:
        refuse_other_sites(Headers(headers))
    assert refused.value.status == 403


def test_a_post_from_another_site_changes_nothing(northmere, browser_like):
    answer = browser_like.post(
        f"/as/{northmere.person('Joel Abara')}/say",
        data={"text": "1 done"},
        headers={"Origin": "https://attacker.example"},
    )
    assert answer.status_code == 403
    assert "nothing was done" in answer.text
    assert northmere.listener.heard == []


def test_another_site_cannot_turn_the_clock(northmere, browser_like):
    answer = browser_like.post("/clock", data={"days": "7"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert northmere.turned == []


@pytest.mark.parametrize("path", ["/", "/board", "/events", "/static/page.js", "/as/person:1"])
def test_a_rebound_name_reads_nothing(browser_like, path):
    answer = browser_like.get(path, headers={"Host": "attacker.example"})
    assert answer.status_code == 421
    assert "Northmere" not in answer.text


def test_a_configured_host_is_served(northmere):
    web = dataclasses.replace(northmere.web, hosts=frozenset({"chat.example"}))
    client = PageClient(web, "http://chat.example")
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"Host": "127.0.0.1"}).status_code == 421


def test_pages_forbid_scripts_that_are_not_their_own(browser_like):
    policy = browser_like.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/as/person:1"])
def test_pages_need_nothing_that_the_policy_forbids(browser_like, path):
    html = browser_like.get(path).text
    assert "<style" not in html
    assert ' style="' not in html
    assert html.count("<script") == html.count('<script src="/static/') > 0
    assert "http://" not in html
    assert "https://" not in html


def test_form_posts_keep_their_origin_under_the_referrer_policy(browser_like):
    assert browser_like.get("/").headers["referrer-policy"] == "same-origin"
