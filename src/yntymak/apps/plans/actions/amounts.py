"""How large a sum can be before it is a slip of the finger."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A thousand thousand million som: above what the whole state has in a year. Sums of sums, each
# taken a hundredfold where percents are counted, stay within 64 bits.
LARGEST = 10**9 * 100_000  # tyiyn


def check_amount(name: str, tyiyn: int | None) -> None:
    """`name` is the field that is told of it. Raises ValidationError."""
    if tyiyn is not None and tyiyn < 0:
        raise ValidationError({name: _("The sum cannot be less than zero.")})
    if tyiyn is not None and tyiyn > LARGEST:
        raise ValidationError(
            {name: _("This is more than the whole state has. Write the sum in thousand som.")}
        )
