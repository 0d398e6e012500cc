from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.opinions.models import Poll, Statement


@register(Poll)
class PollTranslation(TranslationOptions):
    fields = ("title", "question")


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = ("text",)
