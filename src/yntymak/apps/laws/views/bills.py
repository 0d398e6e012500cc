"""The pages on which a bill is begun, looked over, published and carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.laws import actions
from yntymak.apps.laws.bills.desk import BillDesk
from yntymak.apps.laws.forms import BillForm, ClosingForm, EnactForm, NewArticleForm, StageForm
from yntymak.apps.laws.models import Act, Bill, BillVersion
from yntymak.apps.laws.rules import may_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.laws.models import AmendedAct
    from yntymak.foundation.people.requests import SignedInRequest

# PostgreSQL takes no NUL in a text.
_SIGNS = gettext_lazy("The text holds a sign that cannot be kept. Type it anew.")


@require_safe
def bills(request: HttpRequest) -> HttpResponse:
    versions = BillVersion.objects.visible_to(request.user).prefetch_related("acts__base__act")
    visible = Bill.objects.visible_to(request.user).select_related("organisation")
    found = list(visible.prefetch_related(Prefetch("versions", versions, to_attr="shown")))
    published = [(bill, each) for bill in found if (each := _newest_published(bill))]
    in_work = [bill for bill in found if any(not each.is_published for each in bill.shown)]
    context = {
        "published": published,
        "in_work": in_work,
        "may_draft": may_draft(request.user, None),
    }
    return render(request, "bills/list.html", context)


def _newest_published(bill: Any) -> BillVersion | None:
    return next((each for each in bill.shown if each.is_published), None)


@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not may_draft(request.user, None):
        raise Http404
    chosen = Act.objects.visible_to(request.user).filter(code=request.GET.get("act", "")).first()
    form = BillForm(request.POST or None, user=request.user, initial={"act": chosen})
    if form.is_bound and form.is_valid():
        base = form.cleaned_data["act"].versions.order_by("-number").first()
        bill = actions.create_bill(
            actor=request.user,
            client_key=form.cleaned_data["key"],
            description=form.description,
            base=base,
        )
        messages.success(request, _("The bill is begun. Choose the first article to change."))
        return redirect("bills:work", bill.code)
    return render(request, "bills/form.html", {"form": form})


@login_required
def change(request: SignedInRequest, code: str) -> HttpResponse:
    bill = bill_of(request, code)
    names = ("title_ky", "title_ru", "summary_ky", "summary_ru", "is_demonstration")
    initial = {name: getattr(bill, name) for name in names} | {"organisation": bill.organisation}
    form = BillForm(request.POST or None, user=request.user, standing=bill, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change_bill(actor=request.user, bill=bill, description=form.description)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("bills:work", code)
    return render(request, "bills/form.html", {"form": form, "bill": bill})


@login_required
@require_safe
def work(request: SignedInRequest, code: str) -> HttpResponse:
    """The newest version with everything that is done to it and still to do."""
    version = newest_version(request, code)
    desk = BillDesk(version, get_language(), request.GET.get("find", ""))
    context = {
        "bill": version.bill,
        "version": version,
        "desk": desk,
        "new_article": NewArticleForm(),
        "closing": ClosingForm(
            initial={"closing_ky": version.closing_ky, "closing_ru": version.closing_ru}
        ),
        "stage": StageForm(initial={"stage": version.bill.stage}),
        "enact": EnactForm(),
    }
    return render(request, "bills/work.html", context)


@login_required
@require_POST
def publish(request: SignedInRequest, code: str) -> HttpResponse:
    version = newest_version(request, code)
    has_seen = request.POST.get("has_seen") == "yes"

    def published() -> str:
        actions.publish_version(actor=request.user, version=version, has_seen=has_seen)
        return _("Published. Everybody can read it now, and it stays as it is.")

    return _done(request, code, published)


@login_required
@require_POST
def begin(request: SignedInRequest, code: str) -> HttpResponse:
    bill = bill_of(request, code)
    note = request.POST.get("note", "")[:300]

    def begun() -> str:
        if "\0" in note:
            raise ValidationError(_SIGNS)
        version = actions.begin_version(actor=request.user, bill=bill, note=note)
        return _("Version %(number)d is begun as a copy of the one before.") % {
            "number": version.number
        }

    return _done(request, code, begun)


@login_required
@require_POST
def join(request: SignedInRequest, code: str) -> HttpResponse:
    version = newest_version(request, code)
    asked = request.POST.get("act", "").replace("\0", "")
    act = get_object_or_404(Act.objects.visible_to(request.user), code=asked)

    def joined() -> str:
        base = act.versions.order_by("-number").first()
        actions.join_act(actor=request.user, version=version, base=base)
        return _("The bill can now change this act too.")

    return _done(request, code, joined)


@login_required
@require_POST
def follow(request: SignedInRequest, code: str, act: str) -> HttpResponse:
    amended = amended_act(newest_version(request, code), act)

    def followed() -> str:
        actions.follow_redaction(actor=request.user, act=amended)
        return _("The bill is about the newest redaction now. See what no longer fits.")

    return _done(request, code, followed)


@login_required
@require_POST
def close(request: SignedInRequest, code: str) -> HttpResponse:
    version = newest_version(request, code)
    form = ClosingForm(request.POST)

    def closed() -> str:
        if not form.is_valid():
            raise ValidationError(_SIGNS)
        actions.set_closing(
            actor=request.user,
            version=version,
            closing_ky=form.cleaned_data["closing_ky"],
            closing_ru=form.cleaned_data["closing_ru"],
        )
        return _("Saved.")

    return _done(request, code, closed)


@login_required
@require_POST
def stage(request: SignedInRequest, code: str) -> HttpResponse:
    bill = bill_of(request, code)
    form = StageForm(request.POST)

    def set_() -> str:
        if not form.is_valid():
            raise ValidationError(_("Choose where the bill stands."))
        actions.set_stage(actor=request.user, bill=bill, stage=form.cleaned_data["stage"])
        return _("Saved.")

    return _done(request, code, set_)


@login_required
@require_POST
def enact(request: SignedInRequest, code: str) -> HttpResponse:
    version = newest_version(request, code)
    form = EnactForm(request.POST)

    def enacted() -> str:
        if not form.is_valid():
            raise ValidationError(_("Write from which day the law is in force."))
        actions.enact(
            actor=request.user,
            version=version,
            in_force_from=form.cleaned_data["in_force_from"],
            note=form.cleaned_data["note"],
        )
        return _("The bill is adopted. The act has a new redaction.")

    return _done(request, code, enacted)


def _done(request: HttpRequest, code: str, act: Callable[[], str]) -> HttpResponse:
    """Back to the desk, with what was done or why not."""
    try:
        messages.success(request, act())
    except ValidationError as error:
        messages.error(request, error.message)
    return redirect("bills:work", code)


def bill_of(request: SignedInRequest, code: str) -> Bill:
    """For whoever writes it; 404 for everybody else."""
    found: Bill = get_object_or_404(Bill.objects.written_by(request.user), code=code)
    return found


def newest_version(request: SignedInRequest, code: str) -> BillVersion:
    bill = bill_of(request, code)
    version: BillVersion = bill.versions.select_related("bill__organisation").order_by("-number")[0]
    return version


def amended_act(version: BillVersion, code: str) -> AmendedAct:
    acts = version.acts.select_related("base__act", "version__bill")
    found: AmendedAct = get_object_or_404(acts, base__act__code=code)
    return found
