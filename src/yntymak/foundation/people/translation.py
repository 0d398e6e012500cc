from modeltranslation.translator import TranslationOptions, register

from yntymak.foundation.people.models import Organisation


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)
