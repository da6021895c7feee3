from datetime import date
from typing import Any

from pyotp import TOTP

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import Scope
from survey_app.accounts.service import second_factor

PASSWORD = ("--password", "mật khẩu đủ dài")


def test_users_add__head_of_a_unit__has_it_in_those_days(office: Any) -> None:
    days = ("--from", "2026-01-01", "--to", "2026-12-31")
    words = ("--name", "Lê Bình", "--role", "unit_head", "--unit", "C1", "--unit", "T1", *days)
    result = office.survey("users", "add", "Binh", *words, "--email", "b@tinh.vn", *PASSWORD)
    assert result.stdout == "binh\n"
    period = (date(2026, 1, 1), date(2026, 12, 31))
    assert service.scopes(office.store.read(), "binh") == [Scope("C1", *period), Scope("T1", *period)]
    assert office.survey("users", "list").stdout == "binh\tunit_head\tLê Bình\tC1,T1\n"


def test_users_add__head_without_a_unit__says_what_is_missing(office: Any) -> None:
    result = office.survey("users", "add", "binh", "--name", "Lê Bình", "--role", "unit_head", *PASSWORD)
    assert result.exit_code == 1
    assert "đơn vị" in result.stderr
    assert office.survey("users", "list").stdout == ""


def test_second_factor_off__of_somebody_who_lost_it__is_gone(office: Any) -> None:
    office.survey("users", "add", "binh", "--name", "Lê Bình", "--role", "administrator", *PASSWORD)
    now, secret = web.now(), second_factor.new_secret()
    second_factor.set_up(office.store, "binh", secret, TOTP(secret).at(now), now)
    assert office.survey("users", "second-factor-off", "binh").exit_code == 0
    assert not second_factor.has_factor(office.store.read(), "binh")
    assert office.survey("users", "second-factor-off", "binh").exit_code == 1
