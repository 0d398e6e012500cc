from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "yntymak.foundation.ledger"
    label = "ledger"
