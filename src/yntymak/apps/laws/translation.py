from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.laws.models import Act


@register(Act)
class ActTranslation(TranslationOptions):
    fields = ("title",)
