from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("places/", include("yntymak.foundation.registry.urls")),
        path("people/", include("yntymak.foundation.people.urls")),
        path("jobs/", include("yntymak.foundation.jobs.urls")),
        path("bills/", include("yntymak.apps.laws.urls.bills")),
        path("laws/", include("yntymak.apps.laws.urls.acts")),
        path("opinions/", include("yntymak.apps.opinions.urls")),
        path("consultations/", include("yntymak.apps.consultations.urls")),
        path("risks/", include("yntymak.apps.risks.urls")),
        path("programmes/", include("yntymak.apps.programmes.urls")),
        path("plans/", include("yntymak.apps.plans.urls")),
        path("coordination/", include("yntymak.apps.coordination.urls")),
        path("", include("yntymak.ui.urls")),
        path("", include("yntymak.portal.urls")),
    ),
    path("", include("yntymak.portal.root_urls")),
]

handler400 = "yntymak.ui.views.bad_request"
