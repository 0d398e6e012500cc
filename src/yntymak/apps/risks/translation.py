from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.risks.models import Risk


@register(Risk)
class RiskTranslation(TranslationOptions):
    fields = ("title", "cause", "event", "consequence")
