"""The report of the yntymak profile: common ground first, then who differs, then how sure it is."""

from collections.abc import Mapping
from html import escape

import numpy as np

from yntymak.methods.opinion.across import Reach
from yntymak.methods.opinion.bridging import Verdict
from yntymak.methods.opinion.distinct import Distinction
from yntymak.methods.opinion.findings import Findings
from yntymak.methods.opinion.findings_texts import FINDINGS_TEXTS, FindingsTexts
from yntymak.methods.opinion.report import LEAST_FOR_SHARE, Report, table
from yntymak.methods.opinion.stability import LEAST_FOR_MAP
from yntymak.methods.opinion.texts import TEXTS, Texts

_MOST_SHOWN = 8
_MOST_PER_GROUP = 5


def findings_html(
    findings: Findings,
    *,
    texts: Mapping[str, str] | None = None,
    language: str = "ky",
    about: str = "",
) -> str:
    """One file that needs nothing from outside; see ``report_html``. Fewer than ten suspects are
    not numbered.
    """
    words, more = TEXTS[language], FINDINGS_TEXTS[language]
    return _FindingsReport(findings, dict(texts or {}), words, more, about).html()


class _FindingsReport(Report):
    def __init__(
        self,
        findings: Findings,
        texts: dict[str, str],
        words: Texts,
        more: FindingsTexts,
        about: str,
    ) -> None:
        super().__init__(findings.map, texts, words, about)
        self.findings = findings
        self.more = more
        sure = findings.bridging
        holding = [
            j
            for j in np.flatnonzero(~(self.found.moderated_out | self.found.meta)).tolist()
            if sure.by_least_group[j] is Verdict.HOLDS
        ]
        self.common = sorted(holding, key=lambda j: (-sure.least_low[j], j))[:_MOST_SHOWN]

    def sections(self) -> tuple[str, ...]:
        return (
            self._common(),
            self._slate(),
            self.drawing(),
            *(self._distinct(g) for g in self._described()),
            self._doubts(),
            self._by_axis(),
            self._integrity(),
            self._weights(),
            self.all_statements(),
            _heading(self.more.limits_heading),
            "<ul>" + "".join(f"<li>{escape(limit)}</li>" for limit in self.more.limits) + "</ul>",
            _heading(self.words.method_heading) + _soft(self.more.method) + self._drawn(),
        )

    def drawing(self) -> str:
        inside = int(self.found.in_conversation.sum())
        if self.found.base is None and inside < LEAST_FOR_MAP:
            sentence = self.more.too_few_for_map.format(least=LEAST_FOR_MAP, inside=inside)
            return _heading(self.words.map_heading) + f"<p>{escape(sentence)}</p>"
        if self.found.base is None:
            return super().drawing()
        confidence, groups = self.findings.confidence, self.findings.groups
        if confidence is not None and groups is not None:
            number = self.decimal(groups.stability[groups.k])
            badge = self.more.confidence[confidence].format(number=number)
            note = self.more.confidence_note
            about = f"<p><strong>{escape(badge)}</strong> {escape(note)}</p>"
        elif len(self.found.group_names) < 2:
            about = f"<p><strong>{escape(self.more.no_groups)}</strong></p>"
        else:
            about = ""
        return super().drawing() + about

    def _common(self) -> str:
        more, sure = self.more, self.findings.bridging
        heading = _heading(more.common_heading)
        if not self.common:
            return f"{heading}<p>{escape(more.no_common)}</p>"
        weighted = self.findings.weighted_share
        counts = self.found.counts
        rows = (
            (
                self.statement(j) + self._contradiction(j),
                _bounded(sure.least_share[j], sure.least_low[j], sure.least_high[j]),
                self.share(int(counts.agree[j]), int(counts.seen[j])),
                *(() if weighted is None else (f"{_percent(weighted[j])} %",)),
            )
            for j in self.common
        )
        right = (more.least_group, more.of_all, *(() if weighted is None else (more.weighted,)))
        return heading + _soft(more.common_note) + table((self.words.statement,), right, rows)

    def _contradiction(self, j: int) -> str:
        if not self.findings.bridging.contradict[j]:
            return ""
        return f' <span class="soft">({escape(self.more.contradicts)})</span>'

    def _slate(self) -> str:
        more, slate = self.more, self.findings.slate
        if slate is None:
            return ""
        counts = self.found.counts
        note = more.slate_note.format(
            size=len(slate.statements),
            represented=_percent(slate.represented),
            completed=_percent(slate.completed),
        )
        certificate = more.certified if slate.is_certified else more.not_certified
        sentence = certificate.format(ratio=self.decimal(slate.ratio))
        rows = (
            (self.statement(j), self.share(int(counts.agree[j]), int(counts.seen[j])))
            for j in slate.statements
        )
        return (
            _heading(more.slate_heading)
            + _soft(note)
            + table((self.words.statement,), (more.of_all,), rows)
            + _soft(sentence)
        )

    def _described(self) -> list[int]:
        sizes = self.found.group_sizes
        return [g for g in range(len(sizes)) if len(sizes) > 1 and sizes[g] >= LEAST_FOR_SHARE]

    def _distinct(self, g: int) -> str:
        heading = _heading(self.words.group_heading.format(group=self.name(g)))
        found = [
            item
            for item in self.findings.distinctions
            if item.group == g and item.is_found and item.difference > 0
        ][:_MOST_PER_GROUP]
        if not found:
            return f"{heading}<p>{escape(self.words.nothing_typical)}</p>"
        people = self.count(int(self.found.group_sizes[g]))
        left = (self.words.statement, self.words.votes_direction)
        right = (self.words.in_group, self.words.in_others, self.more.against_others)
        return (
            heading
            + _soft(self.more.distinct_note.format(people=people))
            + table(left, right, (self._difference(item) for item in found))
        )

    def _difference(self, item: Distinction) -> tuple[str, ...]:
        return (
            self.statement(item.statement),
            self.direction(item.direction),
            f"{_percent(item.share)} %",
            f"{_percent(item.others_share)} %",
            f"+{_percent(item.difference)} ({_percent(item.low)}–{_percent(item.high)})",
        )

    def _doubts(self) -> str:
        more, sure = self.more, self.findings.bridging
        known = sure.contradict & ~(self.found.moderated_out | self.found.meta)
        doubtful = np.flatnonzero(known & (self.found.counts.seen >= LEAST_FOR_SHARE))
        if not len(doubtful):
            return ""
        seen = self.found.counts.seen[doubtful]
        shown = doubtful[np.argsort(-seen, kind="stable")][:_MOST_PER_GROUP]
        rows = (
            (
                self.statement(j),
                _bounded(sure.least_share[j], sure.least_low[j], sure.least_high[j])
                if sure.least_group[j] >= 0
                else escape(self.words.too_few),
                _bounded(sure.middle[j], sure.middle_low[j], sure.middle_high[j]),
            )
            for j in shown.tolist()
        )
        note = more.doubt_note.format(number=self.count(len(doubtful)))
        right = (more.least_group, more.middle)
        return (
            _heading(more.doubt_heading) + _soft(note) + table((self.words.statement,), right, rows)
        )

    def _by_axis(self) -> str:
        """Of the statements shown above, common ground and slate, and of some that divide."""
        slate = self.findings.slate
        dividing = [i.statement for i in self.findings.across if i.reach is Reach.DIVIDES]
        shown = [*self.common, *(slate.statements if slate else ()), *dividing[:_MOST_SHOWN]]
        reach = {(item.axis, item.statement): item.reach for item in self.findings.across}
        axes = [axis for axis in self.more.axes if any(axis == known for known, _ in reach)]
        if not axes:
            return ""
        rows = (
            (
                self.statement(j),
                *(
                    escape(self.more.reach[reach[axis, j]]) if (axis, j) in reach else ""
                    for axis in axes
                ),
            )
            for j in dict.fromkeys(shown)
        )
        left = (self.words.statement, *(self.more.axes[axis] for axis in axes))
        return (
            _heading(self.more.across_heading)
            + _soft(self.more.across_note)
            + table(left, (), rows)
        )

    def _integrity(self) -> str:
        more, checked = self.more, self.findings.integrity
        number = int(checked.suspect.sum())
        if not number:
            sentences = [more.integrity_clean]
        elif number < LEAST_FOR_SHARE:
            sentences = [more.integrity_few.format(least=LEAST_FOR_SHARE)]
        else:
            sentences = [more.integrity_suspects.format(people=self.count(number))]
        sentences += [
            more.integrity_push.format(
                statement=self.found.statements[push.statement], pairs=push.pairs
            )
            for push in checked.pushes
            if push.pairs >= LEAST_FOR_SHARE
        ]
        sentences += [
            more.burst.format(people=self.count(burst.people), expected=round(burst.expected))
            for burst in checked.bursts
        ]
        if number >= LEAST_FOR_SHARE:
            sentences += self._largest_change()
        return _heading(more.integrity_heading) + "".join(f"<p>{escape(s)}</p>" for s in sentences)

    def _largest_change(self) -> list[str]:
        clean = self.findings.unsuspected
        if clean is None:
            return []
        before, after = (
            counts.agree / np.maximum(counts.seen, 1)
            for counts in (self.found.counts, clean.map.counts)
        )
        asked = ~self.found.moderated_out & (clean.map.counts.seen >= LEAST_FOR_SHARE)
        if not asked.any():
            return []
        j = int(np.argmax(np.where(asked, np.abs(after - before), -1.0)))
        name = f"№ {self.found.statements[j]}"
        return [
            self.more.integrity_change.format(
                statement=name, before=_percent(before[j]), after=_percent(after[j])
            )
        ]

    def _drawn(self) -> str:
        parts = [
            self.more.drawn_for[name].format(people=self.count(number))
            for name, number in self.findings.drawn.items()
        ]
        return _soft(self.more.drawn.format(parts="; ".join(parts))) if parts else ""

    def _weights(self) -> str:
        weights = self.findings.weights
        if weights is None:
            return ""
        sentences = [self.more.weights_note.format(effective=self.count(round(weights.effective)))]
        if weights.unheard:
            groups = ", ".join(group for _, group in weights.unheard)
            sentences.append(self.more.unheard.format(groups=groups))
        heading = _heading(self.more.weights_heading)
        return heading + "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _soft(text: str) -> str:
    whole = text.replace(" %", "\N{NO-BREAK SPACE}%")
    return f'<p class="soft">{escape(whole)}</p>'


def _bounded(share: float, low: float, high: float) -> str:
    return f"{_percent(share)} % ({_percent(low)}–{_percent(high)})"


def _percent(share: float) -> int:
    return round(100 * float(share))
