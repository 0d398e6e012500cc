from modeltranslation.translator import TranslationOptions, register

from yntymak.foundation.registry.models import Place


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name",)
