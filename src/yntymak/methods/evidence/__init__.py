"""Evidence bundles: one zip that says what happened, readable and checkable without the system.

>>> import io
>>> from yntymak.methods.evidence import Bundle, verify
>>> out = io.BytesIO()
>>> with Bundle(out, {"title": "Суу"}) as bundle:
...     bundle.add("index.html", b"<h1>Voices</h1>")
>>> verify(io.BytesIO(out.getvalue())).is_whole
True
"""

from yntymak.methods.evidence.bundles import MANIFEST, Bundle, BundleError, Verdict, verify

__all__ = ["MANIFEST", "Bundle", "BundleError", "Verdict", "verify"]
