"""Pages of lists that may hold a million rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet


class IndexPaginator(Paginator[Any]):
    """Finds the page in an index and reads the rows of that page alone.

    `rows` says which there are and in which order: what it filters and sorts by should stand in one
    index, then the rows before the page are skipped without being read. `shown` is the model's
    whole QuerySet with the relations that the page shows, in the same order. `count` is given
    where it is known already.
    """

    def __init__(
        self,
        rows: QuerySet[Any],
        shown: QuerySet[Any],
        per_page: int,
        *,
        count: int | None = None,
    ) -> None:
        super().__init__(rows, per_page)
        self.rows, self.shown = rows, shown
        if count is not None:
            self.count = count

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self.rows.values("pk")[first : first + self.per_page]
        return Page(list(self.shown.filter(pk__in=keys)), number, self)
