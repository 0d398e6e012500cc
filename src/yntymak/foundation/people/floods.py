"""Not too many voices from one address in a short time. No address is stored: only its keyed hash,
in the cache, for some minutes. Many people may share an address, so the limit is wide.
"""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest

WINDOW_SECONDS = 10 * 60
_SUBSCRIBER_BITS = 64  # of an IPv6 address: the rest is chosen anew by the device itself


def is_flooding(request: HttpRequest, what: str = "voices") -> bool:
    """Counts this one too, among those called `what` alone. False where no limit is set, or the
    address is not known.
    """
    limit, address = settings.VOICES_PER_ADDRESS, _address(request)
    if not (limit and address):
        return False
    # The window stands in the key: not every cache keeps the end of a count that goes up.
    window = int(time.time()) // WINDOW_SECONDS
    hashed = salted_hmac("people.flood", f"{address} {window}", algorithm="sha256").hexdigest()
    key = f"{what}:{hashed}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        count: int = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, WINDOW_SECONDS)
        return False
    return count > limit


def _address(request: HttpRequest) -> str:
    """Behind a proxy the last one of X-Forwarded-For, which the proxy itself wrote."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS:
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(told)
    except ValueError:
        return ""
    if found.version == 6:
        return str(ipaddress.ip_network(f"{found}/{_SUBSCRIBER_BITS}", strict=False))
    return str(found)
