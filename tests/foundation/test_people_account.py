"""Signing in, the second factor of officials, and the first account of all."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.command import app
from yntymak.foundation.people.models import Role, User


@pytest.fixture
def aigul_in_earnest(aigul) -> User:
    aigul.is_demonstration = False
    aigul.save()
    return aigul


@pytest.fixture
def roles_page() -> str:
    return reverse("people:roles")


def test_a_user_name_and_password_sign_in(client, aigul):
    form = {"login": "aigul", "password": "сыр-сөз-123"}
    answer = client.post(reverse("account_login"), form)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(aigul.pk)


def test_a_wrong_password_comes_back_with_the_name_filled_in(client, aigul):
    form = {"login": "aigul", "password": "башка"}
    answer = client.post(reverse("account_login"), form)
    assert answer.status_code == 200
    assert 'value="aigul"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client, db):
    answer = client.get(reverse("account_signup"))
    assert 'name="password1"' not in answer.content.decode()
    client.post(
        reverse("account_signup"),
        {"username": "x", "password1": "сыр-сөз-123", "password2": "сыр-сөз-123"},
    )
    assert not User.objects.filter(username="x").exists()


def test_an_official_without_a_second_factor_is_sent_to_set_it_up(
    as_user, aigul_in_earnest, roles_page
):
    answer = as_user(aigul_in_earnest).get(roles_page)
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_index")


def test_the_pages_where_it_is_set_up_are_open_to_them(as_user, aigul_in_earnest):
    client = as_user(aigul_in_earnest)
    for name in ("account_logout", "account_change_password", "mfa_index"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200 or answer.url.startswith(
            reverse("account_login").removesuffix("login/")
        )


def test_an_official_cannot_write_either(as_user, aigul_in_earnest):
    role = aigul_in_earnest.roles.get()
    answer = as_user(aigul_in_earnest).post(reverse("people:handover", args=[role.pk]), {})
    assert answer.url == reverse("mfa_index")


def test_with_a_second_factor_all_is_open(as_user, aigul_in_earnest, roles_page):
    Authenticator.objects.create(
        user=aigul_in_earnest, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    assert as_user(aigul_in_earnest).get(roles_page).status_code == 200


def test_a_demonstration_account_is_let_through_in_a_demonstration_only(
    as_user, aigul, roles_page, settings
):
    settings.DEMONSTRATION = True
    assert as_user(aigul).get(roles_page).status_code == 200
    settings.DEMONSTRATION = False
    assert as_user(aigul).get(roles_page).url == reverse("mfa_index")


def test_members_of_organisations_and_visitors_need_none(as_user, saikal, visitor, roles_page):
    saikal.is_demonstration = False
    saikal.save()
    assert as_user(saikal).get(roles_page).status_code == 200
    assert visitor.get(reverse("account_login")).status_code == 200


# The command line


@pytest.fixture
def command(country):
    def run(*arguments: str, typed: str | None = None):
        return CliRunner().invoke(app, arguments, input=typed, env={"COLUMNS": "200"})

    return run


NEW = ("add", "aida", "--name", "Аида Бекова", "--role", "national_officer")


def test_the_first_administrator_is_made_and_signs_in_with_the_printed_password(command, country):
    made = command(*NEW, "--place", country.code)
    assert made.exit_code == 0
    password = re.search(r"shown this once: (\S+)", made.output)[1]
    client = Client()
    client.post(reverse("account_login"), {"login": "aida", "password": password})
    user = User.objects.get(username="aida")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.roles.get().kind == "national_officer"
    verbs = list(Event.objects.values_list("verb", flat=True))
    assert verbs == ["account:made", "role:given"]
    assert password not in str(list(Event.objects.values_list("data", flat=True)))


def test_a_password_may_be_asked_for(command, country):
    made = command(*NEW, "--place", country.code, "--ask", typed="сыр-сөз-123\nсыр-сөз-123\n")
    assert made.exit_code == 0
    assert "shown this once" not in made.output
    assert User.objects.get(username="aida").check_password("сыр-сөз-123")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"national_officer": "king"}, "“king” is no role: choose one of specialist, head"),
        ({"national_officer": "member"}, "“member” is no role"),
        ({"41700000000000": "41799999999999"}, "No place has the code 41799999999999"),
        ({"aida": "a b"}, "@/./+/-/_"),
    ],
)
def test_a_wrong_word_is_refused_and_leaves_no_account(command, country, change, words):
    arguments = [change.get(word, word) for word in (*NEW, "--place", country.code)]
    found = command(*arguments)
    assert found.exit_code == 1
    assert words in found.output
    assert not User.objects.exists()


def test_a_weak_password_and_a_taken_name_are_refused(command, country):
    weak = command(*NEW, "--place", country.code, "--ask", typed="12345\n12345\n")
    assert weak.exit_code == 1
    assert not User.objects.exists()
    assert command(*NEW, "--place", country.code).exit_code == 0
    again = command(*NEW, "--place", country.code)
    assert again.exit_code == 1
    assert User.objects.count() == 1


def test_a_role_is_given_once(command, aigul, neighbour):
    for _ in range(2):
        found = command("role", "aigul", "--role", "specialist", "--place", neighbour.code)
        assert found.exit_code == 0
    assert Role.objects.filter(user=aigul, place=neighbour).count() == 1
    assert command("role", "nobody", "--role", "head", "--place", neighbour.code).exit_code == 1
