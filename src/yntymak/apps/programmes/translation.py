from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.programmes.models import Goal, Indicator, Programme


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("title",)


@register(Goal)
class GoalTranslation(TranslationOptions):
    fields = ("title", "responsible")


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name", "unit")
