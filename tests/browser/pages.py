"""Every kind of page of the demonstration, and who opens it."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "41702205805000"
ACT = "laws/jergiliktuu-jamaatta-yntymakty-chyngdoo-jana/"
BILL = "bills/yntymak-myyzamyna-ozgortuulor-jonundo/"
BILL_ARTICLE = f"{BILL}{ACT.removeprefix('laws/')}"
CLOSED = "consultations/besh-oblustun-jolugushuulary-yntymak-jonundo/"
CONSULTATION = "consultations/yntymak-myyzamyn-ayylda-kantip-koldonobuz/"
FIELD = "consultations/field/besh-oblustun-jolugushuulary-yntymak-jonundo/"


@dataclass(frozen=True)
class Visit:
    path: str
    who: str = ""  # "" is a visitor
    follow: str = ""  # the page behind the first such link: its number is drawn anew each time

    def __str__(self) -> str:
        return f"{self.who or 'visitor'}:{self.path or 'home'}{self.follow}"


VISITS = [
    *(
        Visit(path)
        for path in (
            "",
            "about/",
            "track/?receipt=ZZZZ-ZZZZ-ZZ",
            "consultations/",
            CONSULTATION,
            f"{CONSULTATION}comment/art_7/",
            f"{CONSULTATION}voices/",
            f"{CONSULTATION}voices/12/",
            f"{CONSULTATION}wording/art_12/",
            f"{CONSULTATION}institutions/",
            f"{CONSULTATION}institutions/new/",
            f"{CONSULTATION}results/",
            f"{CONSULTATION}results/articles/",
            f"{CONSULTATION}papers/",
            "consultations/receipt/ZZZZ-ZZZZ-ZZ/",
            CLOSED,
            f"{CLOSED}voices/",
            f"{CLOSED}comment/art_7/",
            f"{CLOSED}rounds/1/",
            f"{CLOSED}meetings/1/",
            f"{CLOSED}lineage/?place=41705000000000",
            f"{CONSULTATION}rounds/2/",
            f"{CONSULTATION}rounds/2/asks/1/",
            "opinions/yntymak-now/",
            "opinions/yntymak-now/report/",
            "opinions/yntymak-2023/",
            "opinions/yntymak-2023/report/",
            "laws/",
            ACT,
            f"{ACT}art_7/",
            f"{BILL}documents/",
            f"{BILL}documents/comparison/?language=both",
            f"{ACT}?q=каржылоо",
            f"{ACT}?on=2024-05-01",
            f"{ACT}?on=кечээ",
            f"{ACT}bills/",
            f"{ACT}compare/",
            f"{ACT}print/",
            BILL,
            f"{BILL_ARTICLE}art_8/",
            f"{BILL_ARTICLE}art_11-1/",
            "places/",
            "places/?q=Узген",
            "places/?q=zzzz",
            "places/?oblast=41702000000000",
            f"places/{HOME}/",
            "places/41702000000000/",
            "oversight/",
            "oversight/?oblast=41702000000000",
            "oversight/?year=2024",
            "risks/report/",
            "risks/report/?language=uz",
            "risks/warnings/how/",
            "risks/warnings/quarters/",
            "risks/report/ZZZZ-ZZZZ-ZZ/",
            "programmes/",
            "programmes/national-2024-2028/",
            "programmes/national-2024-2028/goals/1.1/",
            "plans/1/",
            "plans/1/versions/",
            "plans/1/goals/",
            "plans/1/reports/1/",
            "plans/programmes/national-2024-2028/",
            "account/login/",
            "account/password/reset/",
            "style-guide/",
            "no-such-page/",
        )
    ),
    *(
        Visit(path, "aigul")
        for path in (
            "desk/",
            "risks/worries/",
            "risks/worries/enter/",
            "risks/cases/",
            "risks/cases/new/",
            "risks/picture/",
            "risks/consistency/",
            "risks/warnings/",
            "risks/",
            "risks/1/",
            "risks/1/assess/",
            "risks/new/",
            "risks/matrix/",
            "plans/",
            "plans/new/",
            "plans/1/",
            "coordination/",
            "coordination/measures/1/",
            "risks/1/close/",
            "people/roles/",
            "people/roles/1/handover/",
            "account/2fa/",
            "account/2fa/totp/activate/",
            "account/email/",
            "account/logout/",
            "account/password/change/",
        )
    ),
    Visit("risks/worries/", "aigul", "main .card a[href*='/worries/']"),
    Visit("risks/cases/", "aigul", "main tbody a"),
    Visit("risks/cases/import/", "daniyar"),
    Visit("risks/warnings/?category=infrastructural", "aigul", "main tbody a"),
    Visit("risks/warnings/?state=closed", "chynara", "main tbody a"),
    Visit("plans/2/", "chynara"),
    Visit("plans/2/hearings/new/", "chynara"),
    Visit("plans/2/set-aside/", "chynara"),
    Visit("plans/1/values/", "aigul"),
    Visit("plans/1/reports/2/", "aigul"),
    Visit("plans/measures/1/progress/", "aigul"),
    Visit("plans/owing/", "daniyar"),
    Visit("programmes/import/", "elmira"),
    Visit("programmes/national-2024-2028/goals/1.1/", "elmira"),
    Visit("plans/2/objectives/new/", "chynara"),
    Visit("plans/objectives/3/", "chynara"),
    Visit("plans/objectives/3/delete/", "chynara"),
    Visit("plans/objectives/3/measures/new/", "chynara"),
    Visit("plans/measures/4/", "chynara"),
    Visit("plans/measures/4/lines/new/", "chynara"),
    Visit("consultations/sealed/", "nurbek"),
    Visit("risks/worries/", "nurbek"),
    Visit("risks/worries/", "nurbek", "main .card a[href*='/worries/']"),
    Visit("coordination/", "saikal"),
    Visit("coordination/measures/1/commit/", "saikal"),
    Visit("coordination/measures/2/", "saikal"),
    Visit("coordination/commitments/1/withdraw/", "saikal"),
    *(
        Visit(path, "elmira")
        for path in (
            "desk/",
            "oversight/",
            "risks/warnings/",
            "risks/warnings/precision/",
            "warnings/map/",
            "laws/upload/",
            "consultations/new/",
            f"{CONSULTATION}queue/",
            f"{CONSULTATION}themes/",
            f"{CONSULTATION}answering/",
            f"{CONSULTATION}open-items/",
            f"{CONSULTATION}effects/new/?unit=art_12",
            f"{CONSULTATION}edit/",
            f"{CONSULTATION}enter/",
            f"{CONSULTATION}meeting/",
            f"{CONSULTATION}meetings/new/",
            f"{CONSULTATION}rounds/2/close/",
            f"{CONSULTATION}rounds/2/places/",
            f"{CONSULTATION}rounds/2/positions/new/",
            f"{CONSULTATION}rounds/new/",
            f"{CONSULTATION}clock/",
            f"{CLOSED}meetings/1/minutes/",
            f"{CLOSED}meetings/1/counts/",
            f"{CLOSED}meetings/1/scans/",
            f"{CLOSED}meetings/1/pack/",
            f"{FIELD}1/",
            "opinions/",
            "opinions/creation/",
            "opinions/yntymak-now/statements/",
            "opinions/yntymak-now/statements/1/",
            "opinions/yntymak-now/sheets/",
            "programmes/new/",
        )
    ),
    Visit(f"{CONSULTATION}queue/", "elmira", "main a[href*='/answer/']"),
]
