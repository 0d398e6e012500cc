from django.urls import path

from yntymak.apps.plans.views import editing, pages
from yntymak.apps.plans.views.parts import LINE, MEASURE, OBJECTIVE

app_name = "plans"
urlpatterns = [
    path("", pages.plans, name="list"),
    path("new/", pages.create, name="create"),
    path("<int:pk>/", pages.plan, name="plan"),
    path("<int:pk>/submit/", pages.submit, name="submit"),
    path("<int:pk>/take-back/", pages.take_back, name="take_back"),
    path("<int:pk>/approve/", pages.approve, name="approve"),
    path("<int:pk>/resolution.docx", pages.resolution, name="resolution"),
    *(
        found
        for name, kind, above in (
            ("objective", OBJECTIVE, ""),
            ("measure", MEASURE, "objectives/"),
            ("line", LINE, "measures/"),
        )
        for found in (
            path(f"{above}<int:pk>/{name}s/new/", editing.add, {"kind": kind}, f"{name}_add"),
            path(f"{name}s/<int:pk>/", editing.change, {"kind": kind}, f"{name}_edit"),
            path(f"{name}s/<int:pk>/delete/", editing.delete, {"kind": kind}, f"{name}_delete"),
        )
    ),
]
