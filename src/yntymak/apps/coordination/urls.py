from django.urls import path

from yntymak.apps.coordination.views import commitments, hearings, joint, lending, requests

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
    path("resources/", lending.resources, name="resources"),
    path("resources/new/", lending.offer, name="resource_offer"),
    path("resources/<int:pk>/", lending.resource, name="resource"),
    path("resources/<int:pk>/ask/", lending.ask_for, name="loan_ask"),
    path("resources/<int:pk>/withdraw/", lending.withdraw, name="resource_withdraw"),
    path("loans/<int:pk>/answer/", lending.answer, name="loan_answer"),
    path("loans/<int:pk>/withdraw/", lending.withdraw_loan, name="loan_withdraw"),
    path("hearings/<int:pk>/", hearings.join, name="hearing_join"),
]
