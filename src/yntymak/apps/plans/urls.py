from django.urls import path

from yntymak.apps.plans.views import (
    approval,
    editing,
    hearing,
    kenesh,
    money,
    moves,
    nation,
    pages,
    plan_page,
    reporting,
    reports,
    vertical,
)
from yntymak.apps.plans.views.parts import LINE, MEASURE, OBJECTIVE

app_name = "plans"
urlpatterns = [
    path("", pages.plans, name="list"),
    path("new/", pages.create, name="create"),
    path("<int:pk>/", plan_page.plan, name="plan"),
    path("<int:pk>/submit/", moves.submit, name="submit"),
    path("<int:pk>/take-back/", moves.take_back, name="take_back"),
    path("<int:pk>/amend/", moves.amend, name="amend"),
    path("<int:pk>/drop/", moves.drop, name="drop"),
    path("<int:pk>/kenesh/", kenesh.kenesh, name="kenesh"),
    path("<int:pk>/approve/", approval.approve, name="approve"),
    path("<int:pk>/approved-before/", approval.approved_before, name="approved_before"),
    path("versions/<int:pk>/resolution/", approval.paper, name="paper"),
    path("<int:pk>/resolution.docx", approval.resolution, {"ending": "docx"}, name="resolution"),
    path("<int:pk>/resolution.pdf", approval.resolution, {"ending": "pdf"}, name="resolution_pdf"),
    path("<int:pk>/estimate.xlsx", approval.estimate, name="estimate"),
    path("<int:pk>/values/", reporting.values, name="values"),
    path("<int:pk>/reports/<int:half>/", reports.report, name="report"),
    path("<int:pk>/reports/<int:half>/write/", reports.write, name="report_write"),
    path("<int:pk>/reports/<int:half>/send/", reports.send, name="report_send"),
    path("<int:pk>/reports/<int:half>/accept/", reports.accept, name="report_accept"),
    path("<int:pk>/reports/<int:half>/return/", reports.give_back, name="report_return"),
    path("<int:pk>/reports/<int:half>/report.docx", reports.document, name="report_docx"),
    path("nation-<int:year>.xlsx", nation.spreadsheet, name="nation"),
    path("owing/", reports.owing, name="owing"),
    path("evidence/<int:pk>/", reporting.evidence, name="evidence"),
    path("measures/<int:pk>/progress/", reporting.progress, name="progress"),
    path("<int:pk>/versions/", approval.versions, name="versions"),
    path("<int:pk>/set-aside/", money.set_aside, name="set_aside"),
    path("<int:pk>/hearings/new/", hearing.announce, name="announce"),
    path("<int:pk>/goals/", vertical.goals, name="goals"),
    path("programmes/<slug:code>/", vertical.programme, name="programme"),
    path("alignments/<int:pk>/confirm/", vertical.confirm, name="alignment_confirm"),
    path("hearings/<int:pk>/", hearing.hearing, name="hearing"),
    path("hearings/<int:pk>/comment/", hearing.comment, name="comment"),
    path("hearings/<int:pk>/attendance/", hearing.attendance, name="attendance"),
    path("comments/<int:pk>/answer/", hearing.answer, name="answer"),
    path("lines/<int:pk>/contracts/", money.commit, name="commit"),
    path("measures/<int:pk>/shares/", money.shares, name="shares"),
    *(
        found
        for name, kind, above in (
            ("objective", OBJECTIVE, ""),
            ("measure", MEASURE, "objectives/"),
            ("line", LINE, "measures/"),
        )
        for found in (
            path(f"{above}<int:pk>/{name}s/new/", editing.add, {"kind": kind}, f"{name}_add"),
            path(f"{name}s/<int:pk>/", editing.change, {"kind": kind}, f"{name}_edit"),
            path(f"{name}s/<int:pk>/delete/", editing.delete, {"kind": kind}, f"{name}_delete"),
        )
    ),
]
