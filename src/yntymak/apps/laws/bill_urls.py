from yntymak.apps.laws.bill_reading_urls import urlpatterns as reading

app_name = "bills"
urlpatterns = [*reading]
