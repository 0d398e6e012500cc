from django.urls import path

from yntymak.apps.programmes.views import goals, importing, programmes

app_name = "programmes"
urlpatterns = [
    path("", programmes.programmes, name="list"),
    path("new/", programmes.create, name="create"),
    path("import/", importing.import_programme, name="import"),
    path("<slug:code>/", programmes.detail, name="detail"),
    path("<slug:code>/edit/", programmes.edit, name="edit"),
    path("<slug:code>/publish/", programmes.publish, name="publish"),
    path("<slug:code>/goals/<str:number>/", goals.goal, name="goal"),
    path("<slug:code>/goals/<str:number>/assign/", goals.assign, name="assign"),
    path("<slug:code>/goals/<str:number>/measure/", goals.add_indicator, name="indicator_add"),
    path(
        "<slug:code>/goals/<str:number>/indicators/<int:pk>/delete/",
        goals.delete_indicator,
        name="indicator_delete",
    ),
    path("<slug:code>/goals/<str:number>/delete/", goals.delete, name="goal_delete"),
]
