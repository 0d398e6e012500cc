from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.consultations.models import Consultation, Position


@register(Consultation)
class ConsultationTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Position)
class PositionTranslation(TranslationOptions):
    fields = ("title", "text")
