from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.plans.models import Classification, Measure, Objective, PlanTemplate


@register(Objective)
class ObjectiveTranslation(TranslationOptions):
    fields = ("title",)


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("title", "responsible", "expected_effect")


@register(Classification)
class ClassificationTranslation(TranslationOptions):
    fields = ("title",)


@register(PlanTemplate)
class PlanTemplateTranslation(TranslationOptions):
    fields = ("title",)
