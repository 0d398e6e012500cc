"""The forms of the office: announce, meet, type in, answer, show and hide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions import Announcement, Voice
from yntymak.apps.consultations.bills import BillField, askable
from yntymak.apps.consultations.forms import LONGEST_TEXT, WordsField
from yntymak.apps.consultations.models import Consultation, Contribution, Decision, Meeting
from yntymak.apps.consultations.queries import MANAGERS
from yntymak.apps.laws.models import TEXT_LANGUAGES, ActVersion, BillVersion, Provision
from yntymak.apps.opinions.models import Channel, Poll
from yntymak.apps.opinions.rules import MANAGERS as POLL_MANAGERS
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.scope import Kind, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from yntymak.apps.laws.pages import Entry
    from yntymak.foundation.people.models import User


class AnnouncementForm(Form):
    title_ky = forms.CharField(
        label=_("Title in Kyrgyz"),
        max_length=300,
        error_messages={"required": _("Write the title in Kyrgyz.")},
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    summary_ky = WordsField(
        label=_("What is asked and why, in Kyrgyz"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write in a few sentences what people are asked, and why.")},
    )
    summary_ru = WordsField(
        label=_("What is asked and why, in Russian"), max_length=LONGEST_TEXT, required=False
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Consultation.Kind.choices,
        initial=Consultation.Kind.LAW,
        required=False,
    )
    document: forms.ModelChoiceField[ActVersion] = forms.ModelChoiceField(
        label=_("Text under discussion"),
        queryset=ActVersion.objects.none(),
        help_text=_("If it is not in the list, upload it first under “Laws”."),
        empty_label=_("choose a text"),
        error_messages={"required": _("Choose the text that people are asked about.")},
    )
    bill_version = BillField()
    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("Where"), queryset=Place.objects.none(), required=False
    )
    organiser: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Held by"), queryset=Organisation.objects.none(), required=False
    )
    opens_on = DateField(label=_("First day"))
    closes_on = DateField(label=_("Last day"))
    poll: forms.ModelChoiceField[Poll] = forms.ModelChoiceField(
        label=_("Statements to vote on"),
        queryset=Poll.objects.none(),
        required=False,
        empty_label=_("none, or the new ones below"),
    )
    statements = WordsField(
        label=_("New statements in Kyrgyz, one on each line"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("People agree or disagree with each of them. One thought in each."),
    )

    def __init__(
        self, *args: Any, user: User, standing: Consultation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self._limit("document", ActVersion.objects.select_related("act"))
        self._limit("bill_version", askable(BillVersion.objects.all()))
        self._limit("poll", _free_polls(user, standing))
        scope = scope_of(user)
        if not scope.has(*POLL_MANAGERS):
            del self.fields["statements"]
        if standing is not None:
            del self.fields["place"]
            if standing.poll_id:
                self.fields.pop("statements", None)
            if standing.state == standing.State.PUBLISHED:
                self._limit("document", ActVersion.objects.filter(pk=standing.document_id))
                asked = BillVersion.objects.filter(consultations=standing)
                self._limit("bill_version", asked.select_related("bill"))
                if standing.poll_id:
                    self._limit("poll", Poll.objects.filter(pk=standing.poll_id))
                    self.fields["poll"].empty_label = None  # type: ignore[attr-defined]
                    self.fields["poll"].required = True
            self._limit("organiser", _organisations(user))
            return
        places = [place.pk for place in scope.places(*MANAGERS) if place.kind != "country"]
        self._limit("place", Place.objects.filter(pk__in=places))
        is_national = scope.has(Kind.NATIONAL_OFFICER)
        self.fields["place"].required = not is_national
        self.fields["place"].empty_label = (  # type: ignore[attr-defined]
            _("the whole country") if is_national else None
        )
        if len(places) == 1 and not is_national:
            self.initial.setdefault("place", places[0])
        self._limit("organiser", _organisations(user))
        self.fields["organiser"].empty_label = _("the body of the place itself")  # type: ignore[attr-defined]

    def _limit(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        opens, closes = said.get("opens_on"), said.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error(
                "closes_on",
                _("The last day is before the first. Write the dates the other way round."),
            )
        national = self.standing is None and not said.get("place") and "place" not in self.errors
        if national and not said.get("organiser") and "organiser" not in self.errors:
            self.add_error("organiser", _("Choose the body that holds the consultation."))
        if said.get("poll") and said.get("statements"):
            self.add_error(
                "statements",
                _("Choose statements from the list or write new ones, not both."),
            )
        return said

    @property
    def new_statements(self) -> list[str]:
        lines = self.cleaned_data.get("statements", "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def announcement(self) -> Announcement:
        said = self.cleaned_data
        place = self.standing.place if self.standing else said["place"]
        return Announcement(
            title_ky=said["title_ky"],
            title_ru=said["title_ru"],
            summary_ky=said["summary_ky"],
            summary_ru=said["summary_ru"],
            document=said["document"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            place=place,
            organiser=said["organiser"],
            poll=said["poll"],
            kind=said["kind"] or Consultation.Kind.LAW,
            bill_version=said["bill_version"],
            statements=tuple(self.new_statements),
        )


def _free_polls(user: User, standing: Consultation | None) -> QuerySet[Poll]:
    free = Q(consultation=None)
    if standing is not None and standing.poll_id:
        free |= Q(pk=standing.poll_id)
    visible: QuerySet[Poll] = Poll.objects.visible_to(user)
    return visible.filter(free)


def _organisations(user: User) -> QuerySet[Organisation]:
    """The public bodies of the places in which this person works; of the nation, for the Agency."""
    scope = scope_of(user)
    public = Organisation.objects.filter(
        kind__in=(
            Organisation.Kind.STATE_BODY,
            Organisation.Kind.MUNICIPALITY,
            Organisation.Kind.KENESH,
            Organisation.Kind.PARLIAMENT,
        )
    )
    if scope.has(Kind.NATIONAL_OFFICER):
        return public
    return public.filter(scope.where(*MANAGERS))


class MeetingForm(Form):
    place = PlaceField(label=_("Where the meeting was"))
    held_on = DateField(label=_("When the meeting was"))
    attended = forms.IntegerField(
        label=_("How many took part"), min_value=0, max_value=1_000_000, required=False
    )
    minutes = WordsField(label=_("Minutes"), max_length=50_000, required=False)


class EntryForm(Form):
    """What was said aloud or came on paper, typed in by the office."""

    text = WordsField(
        label=_("What was said, in the person’s own words"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Type in what was said or written.")},
    )
    about = forms.ChoiceField(label=_("About which article"), required=False)
    channel = forms.ChoiceField(
        label=_("How it reached you"),
        choices=[(Channel.MEETING, _("said at a meeting")), (Channel.PAPER, _("on paper"))],
        initial=Channel.MEETING,
        widget=forms.RadioSelect,
    )
    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("no meeting"),
    )
    place = PlaceField(label=_("Aiyl aimak or city of the person"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the words"), choices=[*TEXT_LANGUAGES, ("en", _("English"))]
    )
    lane = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=Contribution.Lane.choices,
        initial=Contribution.Lane.PUBLIC,
        required=False,
        help_text=_(
            "As the person wishes. A protected text is sealed at once: you will not see it again, "
            "and neither your name nor the meeting is kept with it."
        ),
    )

    def __init__(
        self, *args: Any, consultation: Consultation, entries: Sequence[Entry], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        meetings = consultation.meetings.select_related("place")
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        pages = [(entry.key, entry.title[:90]) for entry in entries if entry.is_page]
        self.fields["about"].choices = [("", _("the text as a whole")), *pages]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("channel") == Channel.MEETING and not said.get("meeting"):
            self.add_error(
                "meeting",
                _("Choose the meeting. If it is not in the list, enter the meeting first."),
            )
        return self.with_lane(said)

    def with_lane(self, said: dict[str, Any]) -> dict[str, Any]:
        """A protected text needs the place whose focal point opens it."""
        said["lane"] = said.get("lane") or Contribution.Lane.PUBLIC
        is_protected = said["lane"] == Contribution.Lane.PROTECTED
        if is_protected and not said.get("place") and "place" not in self.errors:
            self.add_error(
                "place",
                _("Write the aiyl aimak or city: the person named for it alone opens the text."),
            )
        return said

    @property
    def voice(self) -> Voice:
        said = self.cleaned_data
        version, key = self.consultation.document_id, said["about"]
        provisions = Provision.objects.filter(version=version).select_related("article")
        provision = provisions.get(key=key) if key else None
        return Voice(
            text=said["text"],
            language=said["language"],
            provision=provision,
            place=said["place"],
            channel=said["channel"],
            meeting=said["meeting"],
            lane=said["lane"],
        )


class DecisionForm(Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five decisions.")},
    )
    reason = WordsField(
        label=_("Reason"),
        max_length=LONGEST_TEXT,
        help_text=_("The person reads it, and everyone who reads the proposal."),
        error_messages={"required": _("Write the reason; the person will read it.")},
    )


class HideForm(Form):
    reason = forms.CharField(
        label=_("Why it is not published"),
        max_length=300,
        help_text=_("The person who spoke will read this."),
        error_messages={"required": _("Write why this is not published; the person will read it.")},
    )
