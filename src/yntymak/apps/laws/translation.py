from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.laws.models import Act, Bill


@register(Act)
class ActTranslation(TranslationOptions):
    fields = ("title",)


@register(Bill)
class BillTranslation(TranslationOptions):
    fields = ("title", "summary")
