import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from yntymak.apps.plans import actions, terms
from yntymak.apps.plans.content import ProgressContent
from yntymak.apps.plans.jobs import roll_up_tonight
from yntymak.apps.plans.models import Evidence, HalfYearReport, Plan, Progress, RollUp
from yntymak.apps.plans.views import reports
from yntymak.apps.programmes.models import Indicator


@pytest.fixture
def year() -> int:
    """A year that is over, so that nothing has to be pretended."""
    return timezone.localdate().year - 1


@pytest.fixture
def typed(line):
    return {"quarter": "2", "state": "done", "text": "Канал тазаланды", f"spent_{line.pk}": "400,5"}


def test_progress_is_typed_with_its_money_and_evidence(
    as_user, aigul, daniyar, chynara, visitor, approved, measure, line, typed, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = as_user(aigul)
    address = reverse("plans:progress", args=[measure.pk])
    for _twice in range(2):
        file = SimpleUploadedFile("акт.pdf", b"%PDF act")
        client.post(address, {**typed, "file": file, "key": uuid.UUID(int=5)})

    line.refresh_from_db()
    assert line.spent == 40_050_000
    assert (Progress.objects.count(), Evidence.objects.count()) == (1, 1)
    text = client.get(address).content.decode()
    assert "Канал тазаланды" in text
    assert "акт.pdf" in text
    kept = reverse("plans:evidence", args=[Evidence.objects.get().pk])
    assert as_user(daniyar).get(kept).content == b"%PDF act"
    assert as_user(chynara).get(kept).status_code == 404
    assert visitor.get(kept).status_code == 302


@pytest.mark.parametrize("spent", ["-1", "миң", "0,000001"])
def test_a_wrong_sum_comes_back_with_all_that_was_typed(
    as_user, aigul, approved, measure, line, typed, spent
):
    answer = as_user(aigul).post(
        reverse("plans:progress", args=[measure.pk]), {**typed, f"spent_{line.pk}": spent}
    )

    assert answer.context["form"].errors[f"spent_{line.pk}"]
    assert "Канал тазаланды" in answer.content.decode()
    assert not Progress.objects.exists()


def sent(as_user, aigul, plan, measure, typed):
    client = as_user(aigul)
    client.post(reverse("plans:progress", args=[measure.pk]), typed)
    args = [plan.pk, 1]
    client.post(reverse("plans:report_write", args=args), {"done": "Иш бүттү"})
    client.post(reverse("plans:report_send", args=args))
    return HalfYearReport.objects.get()


def test_a_report_goes_from_the_specialist_to_the_oblast(
    as_user, aigul, daniyar, chynara, visitor, approved, measure, typed
):
    page = reverse("plans:report", args=[approved.pk, 1])
    assert visitor.get(page).status_code == 404
    assert as_user(chynara).get(page).status_code == 404

    assert sent(as_user, aigul, approved, measure, typed).state == "sent"

    text = visitor.get(page).content.decode()
    assert "Иш бүттү" in text
    assert "Айгүл" not in text
    accept = reverse("plans:report_accept", args=[approved.pk, 1])
    assert as_user(chynara).post(accept).status_code == 403
    give_back = reverse("plans:report_return", args=[approved.pk, 1])
    refused = as_user(daniyar).post(give_back, {"remark": ""})
    assert refused.context["return_form"].errors["remark"]
    as_user(daniyar).post(accept)
    assert HalfYearReport.objects.get().state == "accepted"
    for language in ("ru", "en"):
        assert as_user(daniyar).get(page.replace("/ky/", f"/{language}/")).status_code == 200


def test_the_report_is_a_word_file_with_each_measure(as_user, aigul, approved, measure, typed):
    sent(as_user, aigul, approved, measure, typed)
    for language, title in (("ky", "ОТЧЕТ"), ("ru", "ОТЧЁТ")):
        address = reverse("plans:report_docx", args=[approved.pk, 1])
        content = as_user(aigul).get(f"{address}?language={language}").content
        document = Document(io.BytesIO(content))
        cells = [[c.text for c in row.cells] for row in document.tables[0].rows]
        assert cells[1][0] == "1.1"
        assert cells[1][4:] == ["1\u00a0240,5", "400,5"]
        assert any(title in p.text for p in document.paragraphs), language


def test_the_estimate_is_a_spreadsheet_whose_sums_are_numbers(as_user, aigul, plan, line):
    actions.add_objective(actor=aigul, plan=plan, key=uuid.uuid4(), title_ky="=HYPERLINK(1)")
    answer = as_user(aigul).get(reverse("plans:estimate", args=[plan.pk]))
    sheet = load_workbook(io.BytesIO(answer.content)).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    line_row = next(row for row in rows if row[0] == "1.1")
    assert line_row[6] == pytest.approx(1240.5)
    total = next(row for row in rows if row[5] == plan.year and row[0] in ("", None))
    assert total[6] == pytest.approx(1240.5)
    names = zipfile.ZipFile(io.BytesIO(answer.content))
    assert b"<f>" not in names.read("xl/worksheets/sheet1.xml")


def test_the_estimate_adds_up_what_was_approved_and_leaves_out_what_is_not_known(
    as_user, aigul, approved
):
    address = reverse("plans:estimate", args=[approved.pk])
    sheet = load_workbook(io.BytesIO(as_user(aigul).get(address).content)).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sums = [row[6:9] for row in rows if row[5] == approved.year and not row[0]]
    assert sums == [[1240.5, 1240.5, None], [1240.5, 1240.5, None]]  # in all; the local budget


def test_the_resolution_is_a_pdf_too(as_user, aigul, chynara, plan, line):
    address = reverse("plans:resolution_pdf", args=[plan.pk])
    for language in ("ky", "ru"):
        answer = as_user(aigul).get(f"{address}?language={language}")
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Type"] == "application/pdf"
    assert as_user(chynara).get(address).status_code == 404


def test_words_typed_into_a_plan_are_no_source_of_the_pdf(as_user, aigul, plan, line):
    title = '#panic("x") $ \\ ] [ #read("/etc/passwd") " {'
    actions.add_objective(actor=aigul, plan=plan, key=uuid.uuid4(), title_ky=title)

    answer = as_user(aigul).get(reverse("plans:resolution_pdf", args=[plan.pk]))
    assert answer.content.startswith(b"%PDF-")


def test_values_of_indicators_are_typed(as_user, aigul, approved, goal):
    indicator = Indicator.objects.create(goal=goal, position=1, name_ky="Канал", unit_ky="км")
    address = reverse("plans:values", args=[approved.pk])
    client = as_user(aigul)

    refused = client.post(
        address, {"quarter": 1, "indicator": indicator.pk, "numerator": "1", "denominator": "2"}
    )
    assert refused.context["form"].errors["denominator"]
    client.post(address, {"quarter": 1, "indicator": indicator.pk, "numerator": "12,5"})

    assert str(approved.values.get().numerator) == "12.500"
    assert "12,5" in client.get(address).content.decode()


def test_officers_see_who_owes_a_report(as_user, aigul, daniyar, elmira, approved, neighbour):
    year, _half = terms.halves_due(timezone.localdate())[-1]
    Plan.objects.update(year=year)
    page = reverse("plans:owing")
    for officer in (daniyar, elmira):
        rows = as_user(officer).get(page).context["page_obj"]
        assert [(row.place, row.is_sent) for row in rows] == [
            (approved.place, False),
            (neighbour, False),
        ]
    assert as_user(aigul).get(page).status_code == 404


def test_a_nation_of_debtors_has_pages(as_user, elmira, approved, neighbour, monkeypatch):
    Plan.objects.update(year=terms.halves_due(timezone.localdate())[-1][0])
    monkeypatch.setattr(reports, "OWING_ON_A_PAGE", 1)
    first = as_user(elmira).get(reverse("plans:owing"))
    assert [row.place for row in first.context["page_obj"]] == [approved.place]
    assert first.context["page_obj"].paginator.count == 2
    assert first.context["sent"] == 0


def test_the_year_is_added_up_at_night(approved, year):
    roll_up_tonight.call(f"{year}-12-31")

    assert RollUp.objects.filter(year=year).exists()


def test_each_page_of_reporting_opens_in_each_language(as_user, aigul, approved, measure, line):
    client = as_user(aigul)
    actions.enter_progress(
        actor=aigul, measure=measure, key=uuid.uuid4(), quarter=1, content=ProgressContent("done")
    )
    for name, args in (
        ("progress", [measure.pk]),
        ("values", [approved.pk]),
        ("report", [approved.pk, 1]),
        ("report", [approved.pk, 2]),
        ("versions", [approved.pk]),
        ("goals", [approved.pk]),
        ("plan", [approved.pk]),
        ("commit", [line.pk]),
    ):
        for language in ("ky", "ru", "en"):
            address = reverse(f"plans:{name}", args=args).replace("/ky/", f"/{language}/", 1)
            assert client.get(address).status_code == 200, (name, language)
    assert client.get(reverse("plans:report", args=[approved.pk, 3])).status_code == 404
