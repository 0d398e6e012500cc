"""Every kind of page of the demonstration, and who opens it."""

from __future__ import annotations

from dataclasses import dataclass

HOME = "41702205805000"
ACT = "laws/jergiliktuu-jamaatta-yntymakty-chyngdoo-jana/"
CONSULTATION = "consultations/yntymak-myyzamyn-ayylda-kantip-koldonobuz/"


@dataclass(frozen=True)
class Visit:
    path: str
    who: str = ""  # "" is a visitor

    def __str__(self) -> str:
        return f"{self.who or 'visitor'}:{self.path or 'home'}"


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
            "consultations/receipt/ZZZZ-ZZZZ-ZZ/",
            "opinions/yntymak-now/",
            "opinions/yntymak-now/report/",
            "laws/",
            ACT,
            f"{ACT}art_7/",
            "places/",
            "places/?q=Узген",
            f"places/{HOME}/",
            "places/41702000000000/",
            "oversight/",
            "oversight/?oblast=41702000000000",
            "risks/report/",
            "programmes/",
            "programmes/national-2024-2028/",
            "plans/1/",
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
            "people/",
            "account/2fa/",
            "account/password/change/",
        )
    ),
    Visit("plans/2/", "chynara"),
    Visit("plans/2/objectives/new/", "chynara"),
    Visit("plans/measures/4/", "chynara"),
    Visit("plans/measures/4/lines/new/", "chynara"),
    Visit("risks/worries/", "nurbek"),
    Visit("coordination/", "saikal"),
    Visit("coordination/measures/1/commit/", "saikal"),
    *(
        Visit(path, "elmira")
        for path in (
            "desk/",
            "oversight/",
            "laws/upload/",
            "consultations/new/",
            f"{CONSULTATION}queue/",
            f"{CONSULTATION}edit/",
            f"{CONSULTATION}enter/",
            f"{CONSULTATION}meeting/",
            "opinions/",
            "opinions/yntymak-now/statements/",
            "opinions/yntymak-now/sheets/",
            "programmes/new/",
        )
    ),
]
