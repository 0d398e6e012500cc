from django.urls import path

from yntymak.apps.plans import editing, views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/resolution.docx", views.resolution, name="resolution"),
    path("<int:pk>/objectives/new/", editing.add_objective, name="objective_add"),
    path("objectives/<int:pk>/", editing.change_objective, name="objective_edit"),
    path("objectives/<int:pk>/delete/", editing.delete_objective, name="objective_delete"),
    path("objectives/<int:pk>/measures/new/", editing.add_measure, name="measure_add"),
    path("measures/<int:pk>/", editing.change_measure, name="measure_edit"),
    path("measures/<int:pk>/delete/", editing.delete_measure, name="measure_delete"),
    path("measures/<int:pk>/lines/new/", editing.add_line, name="line_add"),
    path("lines/<int:pk>/", editing.change_line, name="line_edit"),
    path("lines/<int:pk>/delete/", editing.delete_line, name="line_delete"),
]
