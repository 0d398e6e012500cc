from django.urls import path

from yntymak.apps.coordination.views import commitments, joint, requests

app_name = "coordination"
urlpatterns = [
    path("", commitments.commitments, name="list"),
    path("measures/<int:pk>/", commitments.measure, name="measure"),
    path("measures/<int:pk>/commit/", commitments.commit, name="commit"),
    path("measures/<int:pk>/join/", joint.propose, name="part_propose"),
    path("commitments/<int:pk>/confirm/", commitments.confirm, name="confirm"),
    path("commitments/<int:pk>/withdraw/", commitments.withdraw, name="withdraw"),
    path("parts/<int:pk>/confirm/", joint.confirm, name="part_confirm"),
    path("parts/<int:pk>/decline/", joint.decline, name="part_decline"),
    path("plans/<int:pk>/neighbours/", joint.neighbours, name="neighbours"),
    path("plans/<int:pk>/ask/", requests.ask, name="ask"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:pk>/answer/", requests.answer, name="request_answer"),
]
