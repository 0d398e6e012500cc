"""Who reaches which address: each one for each of the cast, read and written.

A draft of everything stands in one aiyl aimak. Whoever has no business there learns nothing of it
and writes nothing.
"""

from __future__ import annotations

import re

import pytest
from addresses import addresses
from demonstrated import HOME
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import timezone

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.models import Role, User

CAST = (
    "aigul",  # the specialist of the place
    "bakyt",  # its head
    "gulzat",  # a deputy of its kenesh
    "daniyar",  # the officer of its oblast
    "nurbek",  # its focal point
    "elmira",  # of the Agency
    "chynara",  # the specialist next door
    "saikal",  # a member of a council
    "batken",  # the officer of another oblast
    "former",  # was specialist and focal point until yesterday
    "coming",  # will be so from tomorrow
    "",  # a visitor
)
EVERYBODY = frozenset(CAST)
STAFF = {"aigul", "bakyt"}
ABOVE = {"daniyar", "elmira"}
KEEPERS = STAFF | ABOVE
RAION = "41702205000000"
ELSEWHERE = {"chynara", "batken"}  # they do the same work in another place

ALERT_PAGES = ("risks:alert", *(f"risks:alert_{do}" for do in ("acknowledge", "explain", "close")))
CASE_PAGES = (
    "risks:case",
    *(f"risks:case_{do}" for do in ("note", "party", "place", "hand", "accept", "return", "close")),
)

pytestmark = pytest.mark.django_db


def last(label: str, **which):
    return apps.get_model(label).objects.filter(**which).order_by("-pk").first()


@pytest.fixture(scope="module")
def values(drafts) -> dict[str, tuple]:
    """What stands in each address: by its whole name where needed, else by its app."""
    home = {"place__code": HOME}
    of_plan = {f"measure__objective__plan__{key}": v for key, v in home.items()}
    line = last("plans.BudgetLine", measure__objective__plan__state="draft", **of_plan)
    measure, plan = line.measure, line.measure.objective.plan
    commitment = last("coordination.Commitment", **of_plan)
    worry = last("risks.Signal", lane="officials", **home).receipt
    draft = {"consultation__code": "draft"}
    contribution = last("consultations.Contribution", number=1, **draft).receipt
    sealed = last("consultations.Contribution", lane="protected", **home).receipt
    effect = last("consultations.Effect", **draft).pk
    paper = last("consultations.Paper", **draft).pk
    wording = last("consultations.Contribution", kind="wording", **draft).number
    act = last("laws.Act")
    water = last("laws.AmendedAct", version__bill__code="draft").base.act.code
    article = last("laws.Provision", version__act=act, kind="article").key
    objective, of_measure, of_line = (plan.objectives.first().pk,), (measure.pk,), (line.pk,)
    return {
        "consultations": ("draft", 1, 1),
        "consultations:position": ("draft", 2, 2),
        "consultations:minutes_step": ("draft", 1, "approve"),
        "consultations:scan": ("draft", 1, last("consultations.Scan").sha256),
        "consultations:receipt": (contribution,),
        "consultations:answer": (contribution,),
        "consultations:show": (contribution,),
        "consultations:hide": (contribution,),
        "consultations:translate": (contribution,),
        "consultations:letter": (last("consultations.InstitutionalOpinion").contribution.receipt,),
        "consultations:withdraw": (contribution,),
        "consultations:sealed_answer": (sealed,),
        "consultations:open_sealed": (sealed,),
        "consultations:take_back": ("draft", effect),
        "consultations:paper": ("draft", paper),
        "consultations:proposed": ("draft", wording),
        "coordination": (commitment.pk,),
        "coordination:measure": (commitment.measure_id,),
        "coordination:commit": (commitment.measure_id,),
        "coordination:part_propose": (commitment.measure_id,),
        "coordination:part_confirm": (last("coordination.JointPart").pk,),
        "coordination:part_decline": (last("coordination.JointPart").pk,),
        "coordination:neighbours": (plan.pk,),
        "coordination:ask": (plan.pk,),
        "coordination:request_answer": (last("coordination.Request").pk,),
        **dict.fromkeys(
            (f"coordination:{each}" for each in ("resource", "resource_withdraw", "loan_ask")),
            (last("coordination.Resource", **home).pk,),
        ),
        "coordination:loan_answer": (last("coordination.Loan", **home).pk,),
        "coordination:loan_withdraw": (last("coordination.Loan", **home).pk,),
        "coordination:hearing_join": (last("plans.Hearing", plan=plan).pk,),
        "jobs": ("no-such-job",),
        "bills": ("draft", water, "art_1"),
        "bills:document": ("draft", "law", "txt"),
        "laws": (act.code, article),
        "laws:confirm": (last("laws.ActImport", uploaded_by__username="aigul").pk,),
        "laws:correct": (last("laws.ActImport", uploaded_by__username="aigul").pk,),
        "laws:discard": (last("laws.ActImport", uploaded_by__username="aigul").pk,),
        "opinions": ("draft", 1),
        "opinions:withdraw": ("draft", last("opinions.VoteSheet").pk),
        "opinions:download": ("draft", 1, "votes.csv"),
        "people": (Role.objects.get(user__username="aigul").pk,),
        "plans": (plan.pk,),
        "plans:nation": (timezone.localdate().year,),
        "plans:programme": (last("programmes.Programme", level="national").code,),
        "plans:hearing": (last("plans.Hearing", plan=plan).pk,),
        "plans:comment": (last("plans.Hearing", plan=plan).pk,),
        "plans:attendance": (last("plans.Hearing", plan=plan).pk,),
        "plans:answer": (last("plans.HearingComment", hearing__plan=plan).pk,),
        "plans:alignment_confirm": (last("plans.Alignment", measure=measure).pk,),
        "plans:paper": (last("plans.PlanVersion", plan=plan).pk,),
        "plans:evidence": (last("plans.Evidence", measure=measure).pk,),
        "plans:commit": of_line,
        "plans:shares": of_measure,
        "plans:progress": of_measure,
        **dict.fromkeys(
            (
                f"plans:report{each}"
                for each in ("", "_write", "_send", "_accept", "_return", "_docx")
            ),
            (last("plans.HalfYearReport", plan__place__code=HOME, half=1).plan_id, 1),
        ),
        "plans:objective_edit": objective,
        "plans:objective_delete": objective,
        "plans:measure_add": objective,
        "plans:measure_edit": of_measure,
        "plans:measure_delete": of_measure,
        "plans:line_add": of_measure,
        "plans:line_edit": of_line,
        "plans:line_delete": of_line,
        "portal": (HOME,),
        "portal:area": (RAION,),
        "programmes": (
            "draft",
            "1",
            last("programmes.Indicator", goal__programme__code="draft").pk,
        ),
        "risks": (last("risks.Risk", **home).pk,),
        "risks:receipt": (worry,),
        "risks:sent": (worry,),
        "risks:protected": (last("risks.Signal", lane="protected", **home).receipt,),
        "worry": (worry,),
        **dict.fromkeys(CASE_PAGES, (last("risks.Case", holder__code=HOME).pk,)),
        **dict.fromkeys(ALERT_PAGES, (last("risks.Alert", **home).pk,)),
    }


def url_of(address, values) -> str:
    app = address.name.partition(":")[0]
    found = values.get(address.name) or values.get(app, ())
    if app == "risks" and address.converters == ("receipt",):
        found = values["worry"]
    if app == "consultations" and address.converters == ("code", "key"):
        found = ("draft", "art_1")
    return address.url(*found[: len(address.converters)])


@pytest.fixture(scope="module")
def clients(drafts) -> dict[str, Client]:
    made = {name: Client() for name in CAST}
    for name, client in made.items():
        if name:
            client.force_login(User.objects.get(username=name))
    return made


# Reading and writing alike: who gets more than "there is nothing here".
WHO = {
    "consultations:field_worker consultations:whole_calendar"
    " consultations:list consultations:receipt consultations:withdraw coordination:list"
    " coordination:measure laws:article"
    " laws:detail laws:list plans:list portal:about portal:area portal:home"
    " portal:compare portal:oversight portal:place"
    " portal:track programmes:list registry:list registry:search risks:matrix risks:receipt"
    " plans:programme plans:report risks:quarters risks:report risks:sent risks:warning_how"
    " risks:add risks:answers risks:erase risks:open311_requests risks:open311_services"
    " risks:report_worker"
    " ui:style_guide": EVERYBODY,
    "people:roles portal:desk": EVERYBODY - {""},
    "consultations:answer consultations:comment consultations:detail consultations:edit"
    " consultations:enter consultations:hide consultations:meeting consultations:publish"
    " consultations:queue consultations:show consultations:voices"
    " consultations:archive consultations:areas consultations:attendance"
    " consultations:cancel_meeting consultations:change_meeting consultations:clock"
    " consultations:close_round consultations:field consultations:figures consultations:lineage"
    " consultations:meeting_page consultations:minutes consultations:minutes_step"
    " consultations:notify consultations:open_round consultations:pack consultations:pack_file"
    " consultations:plan_meeting consultations:position consultations:position_edit"
    " consultations:position_new consultations:provide consultations:round consultations:scan"
    " consultations:scans consultations:release_figures opinions:moderate opinions:place"
    " opinions:poll opinions:publish opinions:refresh opinions:report opinions:sheet"
    " opinions:statement opinions:statements opinions:withdraw programmes:detail"
    " programmes:goal risks:alert"
    " risks:alert_acknowledge risks:alert_close risks:alert_explain risks:signal"
    " risks:signal_check risks:signal_link risks:signal_set_aside risks:signal_answer"
    " risks:signal_case risks:signal_erase risks:signal_read risks:case risks:case_note": KEEPERS,
    "risks:case_close risks:case_hand risks:case_party risks:case_place": STAFF,
    # Nobody is asked to take it: who may write to the case is told so.
    "risks:case_accept risks:case_return": KEEPERS,
    # A worry for officials is not published.
    "risks:signal_publish": set(),
    "risks:cases risks:open_case": ELSEWHERE | KEEPERS,
    "risks:import_cases": ABOVE | {"batken"},
    "risks:cause risks:describe": STAFF | {"nurbek"},
    "risks:accept": {"bakyt"},
    "risks:consistency risks:picture risks:register_csv": ELSEWHERE
    | KEEPERS
    | {"nurbek", "gulzat"},
    "consultations:answering consultations:by_article consultations:effect"
    " consultations:give_theme consultations:institution consultations:institutions"
    " consultations:letter consultations:make_paper consultations:make_theme"
    " consultations:merge_themes consultations:open_items consultations:paper consultations:papers"
    " consultations:proposed consultations:publish_answers consultations:results"
    " consultations:take_back consultations:themes consultations:together consultations:translate"
    " consultations:wording": KEEPERS,
    "consultations:sealed consultations:sealed_answer consultations:open_sealed": {"nurbek"},
    "consultations:create consultations:waiting opinions:create opinions:list programmes:create"
    " programmes:import": ELSEWHERE | KEEPERS,
    "risks:warnings": ELSEWHERE | KEEPERS,
    "portal:warning_map": {"batken"} | ABOVE,
    "risks:warning_precision": {"elmira"},
    "coordination:commit coordination:confirm coordination:withdraw": STAFF | {"saikal"},
    "bills:list laws:bills laws:compare laws:print": EVERYBODY,
    "laws:confirm laws:correct laws:discard": {"aigul", "elmira"},
    # A bill that was never published is there for whoever writes it, while in office.
    "bills:add bills:begin bills:change bills:close bills:comparison bills:document"
    " bills:documents bills:drop bills:edit bills:enact bills:follow bills:publish bills:read"
    " bills:read_article bills:stage bills:try bills:work": {"aigul", "elmira"},
    "bills:create": ELSEWHERE | ABOVE | {"aigul"},
    "laws:upload": ELSEWHERE | ABOVE | {"aigul"},
    "people:handover": STAFF | {"elmira"},
    "plans:approve plans:approved_before plans:line_add plans:line_delete plans:line_edit"
    " plans:measure_add"
    " plans:measure_delete plans:measure_edit plans:objective_add plans:objective_delete"
    " plans:objective_edit plans:submit plans:take_back programmes:edit programmes:publish"
    " coordination:ask coordination:hearing_join coordination:loan_withdraw"
    " coordination:neighbours coordination:part_confirm coordination:resource_withdraw"
    " coordination:part_decline coordination:part_propose plans:alignment_confirm plans:amend"
    " plans:announce plans:answer plans:attendance"
    " plans:comment plans:commit plans:drop plans:progress plans:report_send plans:report_write"
    " plans:set_aside plans:shares plans:values programmes:assign programmes:goal_delete"
    " programmes:indicator_add programmes:indicator_delete": STAFF,
    "coordination:request_answer plans:report_accept plans:report_return": ABOVE,
    "plans:nation plans:owing": ABOVE | {"batken"},
    "coordination:requests coordination:resources": KEEPERS | ELSEWHERE | {"gulzat"},
    "coordination:resource_offer plans:create": STAFF | {"chynara"},
    "coordination:resource": KEEPERS | {"chynara", "gulzat"},
    # The specialist next door borrows from this place, and is asked by it.
    "coordination:loan_answer coordination:loan_ask": {"chynara"},
    "plans:estimate plans:evidence plans:goals plans:hearing plans:kenesh plans:plan"
    " plans:paper plans:report_docx"
    " plans:resolution plans:resolution_pdf plans:versions": KEEPERS | {"gulzat"},
    "risks:assess risks:close": STAFF | {"nurbek"},
    "risks:create risks:enter risks:signals": ELSEWHERE | KEEPERS | {"nurbek"},
    "risks:list": ELSEWHERE | KEEPERS | {"nurbek", "gulzat"},
    "risks:risk": KEEPERS | {"nurbek", "gulzat"},
    # A calendar holds what is published.
    "consultations:calendar": set(),
    # An unknown job, a report that was never made, a worry that is not protected.
    "jobs:state opinions:download risks:signal_open": set(),
    # Nothing that was named: no act to join, no rejection to confirm.
    "bills:join consultations:confirm": set(),
}
REACHED_BY = {name: people for names, people in WHO.items() for name in names.split()}
# A script or a style in the page itself would be blocked: see config.middleware.PAGE_POLICY.
OWN_CODE = re.compile(r"<style|\sstyle=|<script(?![^>]*(src=|application/json))|\son[a-z]+=")


def reaches(client: Client, method: str, url: str) -> bool | None:
    """Whether more came than a refusal; None where the address takes no such request."""
    with transaction.atomic():
        # That somebody looked where nothing is theirs may be written down; nothing else may.
        written = Event.objects.exclude(verb="risks:refused")
        before = written.count()
        answer = getattr(client, method)(url)
        wrote = written.count() > before
        transaction.set_rollback(True)
    assert answer.status_code < 500, url
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    if answer["Content-Type"].startswith("text/html"):
        found = OWN_CODE.search(answer.content.decode())
        assert not found, (url, found)
    to_login = answer.status_code == 302 and "/account/login/" in answer["Location"]
    refused = answer.status_code in (403, 404, 405) or to_login
    assert not (refused and wrote), url
    # Opened instead of sent to: see config.middleware.lead_back_to_the_page.
    return None if answer.has_header("Allow") else not refused


def test_each_address_has_its_people_in_the_table():
    assert {address.name for address in addresses()} == set(REACHED_BY)


@pytest.mark.parametrize("name", CAST)
def test_everybody_reaches_their_own_addresses_and_no_other(name, values, clients):
    for address in addresses():
        url = url_of(address, values)
        found = {reaches(clients[name], method, url) for method in ("get", "post")} - {None}
        if found:  # a post-only address behind the sign-in may tell an outsider so
            expected = name in REACHED_BY[address.name]
            assert found == {expected}, (address.name, url)


@pytest.mark.parametrize("name", CAST)
def test_a_protected_voice_is_there_for_the_focal_point_alone(name, values, clients):
    (receipt,) = values["risks:protected"]
    for address in addresses():
        if address.name.startswith("risks:signal") and address.converters:
            for method in ("get", "post"):
                found = reaches(clients[name], method, address.url(receipt))
                reaches_it = name == "nurbek" and address.name != "risks:signal_publish"
                assert found in (None, reaches_it), (address.name, method)
