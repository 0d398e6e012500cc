"""The report as one HTML file that needs nothing from outside and prints on A4."""

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np

from yntymak.methods.opinion.analysis import OpinionMap
from yntymak.methods.opinion.figure import group_colour, group_letter, map_svg
from yntymak.methods.opinion.representativeness import Z_90, Representative
from yntymak.methods.opinion.texts import TEXTS, Texts
from yntymak.methods.opinion.votes import AGREE

LEAST_FOR_SHARE = 10
_MOST_UNITING = 5

_STYLE = """
:root{--paper:#fbfaf6;--ink:#1c2126;--soft:#5b636b;--line:#dfdbd0;--agree:#14706b;
--disagree:#b4562a;--pass:#7d848a;--opinion-paper:#fbfaf6;--opinion-ink:#1c2126}
@media screen and (prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#eceae4;--soft:#a7aeb4;
--line:#343a40;--agree:#6cc5bd;--disagree:#e79b73;--pass:#9aa1a7;--opinion-paper:#15181b;
--opinion-ink:#eceae4;--opinion-group-1:#8cc0e8;--opinion-group-2:#e3b25c;
--opinion-group-3:#dd9bd2;--opinion-group-4:#a9cc7c;--opinion-group-5:#b4bbc1}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1.25rem;background:var(--paper);
color:var(--ink);font:17px/1.5 system-ui,"Noto Sans",sans-serif}
h1{font-size:2rem;margin:0}h2{font-size:1.3rem;margin:2rem 0 .3rem}h1,h2{line-height:1.2}
p{max-width:65ch;margin:.4rem 0}.soft{color:var(--soft)}
.map{display:grid;gap:1rem 1.5rem;grid-template-columns:minmax(0,3fr) minmax(11rem,1fr)}
svg{width:100%;height:auto;display:block}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;
border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft)}
td:first-child{min-width:11rem}.map td:first-child{min-width:0;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.n{white-space:normal}
.agree{color:var(--agree);font-weight:600}.disagree{color:var(--disagree);font-weight:600}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar{display:flex;height:8px;margin-top:.3rem;max-width:22rem;background:var(--line)}
.bar i{display:block;height:100%}
td:has(>.agree),td:has(>.disagree){white-space:nowrap}th.n{white-space:normal}
.mark{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin-right:.4em}
@media (max-width:640px){.map{grid-template-columns:1fr}h1{font-size:1.6rem}}
@page{size:A4;margin:16mm}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--opinion-paper:#fff}
body{font-size:10pt;padding:0;max-width:none}h2,h2+p{break-after:avoid}
.scroll{overflow:visible}
tr,svg,p{break-inside:avoid}thead{display:table-header-group}}
"""


def report_html(
    opinion_map: OpinionMap,
    *,
    texts: Mapping[str, str] | None = None,
    language: str = "ky",
    about: str = "",
) -> str:
    """``texts`` gives the words of a statement by its name; without, its number stands there.
    ``about`` stands under the heading: whose votes these are, and which.
    """
    return Report(opinion_map, dict(texts or {}), TEXTS[language], about).html()


class Report:
    def __init__(
        self, found: OpinionMap, texts: dict[str, str], words: Texts, about: str = ""
    ) -> None:
        self.found = found
        self.about = about
        self.texts = texts
        self.words = words

    def html(self) -> str:
        words, found = self.words, self.found
        lead = words.lead.format(
            people=self.count(len(found.participants)),
            statements=self.count(len(found.statements)),
            votes=self.count(int(found.votes_per_participant.sum())),
            inside=self.count(int(found.in_conversation.sum()) if found.base else 0),
        )
        about = f"<p><b>{escape(self.about)}</b></p>" if self.about else ""
        head = f"<h1>{escape(words.title)}</h1>{about}<p>{escape(lead)}</p>"
        body = head + "".join(self.sections())
        return (
            f'<!doctype html>\n<html lang="{words.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(words.title)}</title><style>{_STYLE}</style></head>\n"
            f"<body><main>{body}</main></body></html>\n"
        )

    def sections(self) -> tuple[str, ...]:
        """What stands under the heading, in this order."""
        words = self.words
        return (
            self.drawing(),
            *(self._group(g) for g in range(len(self.found.representative))),
            self._across(),
            self._consensus(),
            self.all_statements(),
            f"<h2>{escape(words.method_heading)}</h2>",
            f'<p class="soft">{escape(words.method)}</p>',
        )

    def drawing(self) -> str:
        words, found = self.words, self.found
        heading = f"<h2>{escape(words.map_heading)}</h2>"
        if found.base is None:
            return f"{heading}<p>{escape(words.no_map[found.state])}</p>{self._group_table()}"
        drawing = map_svg(
            found,
            title=words.map_heading,
            description=words.map_description.format(
                inside=self.count(int(found.in_conversation.sum())), groups=len(found.group_names)
            ),
            alphabet=words.alphabet,
        )
        return (
            f'{heading}<div class="map"><div>{drawing}</div>{self._group_table()}</div>'
            f'<p class="soft">{escape(words.map_note)}</p>'
        )

    def _group_table(self) -> str:
        if not self.found.group_names:
            return ""
        rows = (
            (
                f'<span class="mark" style="background:{group_colour(g)}"></span>'
                + escape(self.name(g)),
                self.count(int(size)),
            )
            for g, size in enumerate(self.found.group_sizes)
        )
        return f"<div>{table((self.words.groups,), (self.words.people,), rows)}</div>"

    def _group(self, g: int) -> str:
        words = self.words
        items = [item for item in self.found.representative[g] if item.ratio_z > Z_90]
        heading = words.group_heading.format(group=self.name(g))
        if not items:
            return f"<h2>{escape(heading)}</h2><p>{escape(words.nothing_typical)}</p>"
        note = words.group_note.format(people=self.count(int(self.found.group_sizes[g])))
        rows = (
            (
                self.statement(item.statement),
                self.direction(item.direction),
                self.share(item.n_success, item.n_trials),
                self.share(*self._others(item)),
            )
            for item in items
        )
        return f'<h2>{escape(heading)}</h2><p class="soft">{escape(note)}</p>' + table(
            (words.statement, words.votes_direction), (words.in_group, words.in_others), rows
        )

    def _others(self, item: Representative) -> tuple[int, int]:
        counts = self.found.group_votes
        same = counts.of(item.direction)
        return (
            int(same[:, item.statement].sum()) - item.n_success,
            int(counts.seen[:, item.statement].sum()) - item.n_trials,
        )

    def _across(self) -> str:
        words, across = self.words, self.found.consensus_across_groups
        if across is None or len(self.found.group_names) < 2:
            return ""
        asked = [
            j
            for j in range(len(across))
            if not (self.found.moderated_out[j] or self.found.meta[j])
            and self.found.group_votes.seen[:, j].all()
        ]
        best = sorted(asked, key=lambda j: -across[j])[:_MOST_UNITING]
        rows = ((self.statement(j), self.decimal(float(across[j]))) for j in best)
        return (
            f"<h2>{escape(words.across_heading)}</h2>"
            f'<p class="soft">{escape(words.across_note)}</p>'
            + table((words.statement,), (words.across,), rows)
        )

    def _consensus(self) -> str:
        words, items = self.words, self.found.consensus
        heading = f"<h2>{escape(words.consensus_heading)}</h2>"
        if not items:
            return f"{heading}<p>{escape(words.no_consensus)}</p>"
        rows = (
            (
                self.statement(item.statement),
                self.direction(item.direction),
                self.share(item.n_success, item.n_trials),
            )
            for item in items
        )
        return f'{heading}<p class="soft">{escape(words.consensus_note)}</p>' + table(
            (words.statement, words.votes_direction), (words.people,), rows
        )

    def all_statements(self) -> str:
        """What was moderated out is counted, not printed."""
        words, found = self.words, self.found
        shown = np.flatnonzero(~found.moderated_out)
        n_out = len(found.statements) - len(shown)
        note = words.moderated_out.format(statements=self.count(n_out))
        rows = (
            (
                self.statement(j) + self._remark(j) + self._bar(j),
                self.count(int(found.counts.agree[j])),
                self.count(int(found.counts.disagree[j])),
                self.count(int(found.counts.passed[j])),
            )
            for j in shown.tolist()
        )
        return (
            f"<h2>{escape(words.statements_heading)}</h2>"
            + (f'<p class="soft">{escape(note)}</p>' if n_out else "")
            + table((words.statement,), (words.agree, words.disagree, words.passed), rows)
        )

    def _remark(self, j: int) -> str:
        return f' <span class="soft">({escape(self.words.meta)})</span>' * bool(self.found.meta[j])

    def _bar(self, j: int) -> str:
        """The same three numbers as lengths, for the eye alone."""
        counts = self.found.counts
        parts = (("agree", counts.agree), ("disagree", counts.disagree), ("pass", counts.passed))
        seen = max(int(counts.seen[j]), 1)
        lengths = "".join(
            f'<i style="width:{100 * int(count[j]) / seen:.1f}%;background:var(--{name})"></i>'
            for name, count in parts
        )
        return f'<span class="bar" aria-hidden="true">{lengths}</span>'

    def statement(self, j: int) -> str:
        name = str(self.found.statements[j])
        text = self.texts.get(name, "")
        return f"№ {escape(name)}. {escape(text)}" if text else f"№ {escape(name)}"

    def name(self, g: int) -> str:
        """Groups found here have letters; given groups keep their name beside it."""
        name = self.words.group.format(letter=group_letter(g, self.words.alphabet))
        given = self.found.group_names[g]
        return name if given == str(g) else f"{name} ({given})"

    def direction(self, vote: int) -> str:
        if vote == AGREE:
            return f'<span class="agree">✓ {escape(self.words.agree)}</span>'
        return f'<span class="disagree">✗ {escape(self.words.disagree)}</span>'

    def share(self, count: int, of: int) -> str:
        """Whole per cent and how many answered; no share of fewer than ten people."""
        if of < LEAST_FOR_SHARE:
            return escape(self.words.too_few)
        return f"{round(100 * count / of)} % ({self.count(of)})"

    def count(self, number: int) -> str:
        return f"{number:,}".replace(",", self.words.thousands_mark)

    def decimal(self, value: float) -> str:
        return f"{value:.2f}".replace(".", self.words.decimal_mark)


def table(left: tuple[str, ...], right: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Cells are HTML already; the first ``left`` columns are words, the others numbers."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in left)
    head += "".join(f'<th scope="col" class="n">{escape(name)}</th>' for name in right)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td>{cell}</td>" if i < len(left) else f'<td class="n">{cell}</td>'
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(left[0])}"><table>'
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
