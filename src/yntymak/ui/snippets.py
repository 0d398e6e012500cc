"""How each component is written in a template; the style guide shows it under the component."""

SNIPPETS = {
    "page": """{% extends "ui/page.html" %}
{% load i18n ui %}
{% block breadcrumbs %}{% breadcrumbs crumbs %}{% endblock %}
{% block heading %}{% translate "Plans" %}{% endblock %}
{% block lead %}<p class="lead">…</p>{% endblock %}
{% block content %}…{% endblock %}
{# a page that is wide and dense: {% block width %}full{% endblock %} #}""",
    "cards": """<div class="grid">
  <div class="card go"><h3>…</h3><p>…</p><a class="button" href="…">…</a></div>
</div>
<div class="actions">
  <button type="submit" class="button">…</button>
  <a class="button quiet" href="…">…</a>
  <button type="submit" class="button stop" name="decision" value="reject">…</button>
</div>""",
    "states": """{% tag plan.get_state_display "ok" %}   {# ok wait stop info none #}
{% steps steps %}   {# [{"title": …, "state": "done|now|next", "note": …, "url": …}] #}
{% bar shares label %}   {# [(label, value, "agree|disagree|pass|ok|wait|stop|info|none")] #}
{{ opens_on|day }} {{ opens_on|until:closes_on }} {{ received_at|moment }} {{ day|month }}
{{ tyiyn|thousand_som }} {{ tyiyn|thousand_som:"unit" }} {{ tyiyn|som }}
{{ 0.625|percent:1 }} {{ people|count }}""",
    "law": """<div class="two">
  <div class="card law" lang="ky">… <del>…</del></div>
  <div class="card law" lang="ky">… <ins>…</ins></div>
</div>""",
    "vote": """<form method="post" class="vote">{% csrf_token %}
  <button class="agree" name="value" value="1" aria-pressed="false">✓ …</button>
  <button class="disagree" name="value" value="-1" aria-pressed="false">✗ …</button>
  <button class="pass" name="value" value="0" aria-pressed="false">…</button>
</form>""",
    "chain": """<ol class="chain">
  <li class="done"><time datetime="2025-05-12">{{ day|day }}</time><b>…</b><br>…</li>
  <li class="now"><b>…</b></li>
</ol>""",
    "table": """<table class="cards">   {# add "dense"; a table that stays wide goes into
  <div class="scroll" tabindex="0" role="region" aria-label="…"> instead #}
  <thead><tr><th scope="col">…</th><th scope="col" class="n">…</th></tr></thead>
  <tbody><tr><th scope="row">…</th><td class="n" data-label="…">…</td></tr></tbody>
</table>
{% pagination page_obj %}""",
    "risk": """<table class="matrix">… <td class="r4" aria-current="true">12</td> …</table>
<svg class="tiles">… <rect class="f-r3"/> … <rect fill="url(#hatch)"/></svg>
{% include "ui/_risk_key.html" %}""",
    "words": """{% notice "wait" title %}<p>…</p>{% endnotice %}
{% receipt number %}
{% figure_card value label source %}
{% empty title text action_url action_label %}
{% details summary %}<p>…</p>{% enddetails %}""",
    "form": """<form method="post" novalidate>{% csrf_token %}
  {{ form }}
  <div class="actions"><button type="submit" class="button">…</button></div>
</form>""",
}
