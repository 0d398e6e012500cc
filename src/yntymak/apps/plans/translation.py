from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.plans.models import Measure, Objective


@register(Objective)
class ObjectiveTranslation(TranslationOptions):
    fields = ("title",)


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("title", "responsible", "expected_effect")
