"""Fields of accounts' forms, which are allauth's, as this house shows them."""

from __future__ import annotations

from django import forms, template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from newsstand.members.accounts.passwords import SHORTEST

register = template.Library()
# A password that is shown while it is typed is corrected by nobody, and sent to nobody to be spelled.
AS_TYPED: dict[str, str | bool] = {"spellcheck": "false", "autocapitalize": "off", "autocorrect": "off"}


@register.filter
def entry(field: forms.BoundField) -> SafeString:
    """Where the field is filled in, without a placeholder: each of allauth's repeats the label."""
    plain: dict[str, str | bool] = {"placeholder": False}
    return field.as_widget(attrs=plain | AS_TYPED if is_password(field) else plain)


@register.filter
def hint(field: forms.BoundField) -> str | Promise:
    """What helps to fill it in: of a new password one sentence, and every rule once it was refused."""
    is_new = field.field.widget.attrs.get("autocomplete") == "new-password"
    if not (is_new and field.help_text) or field.errors:
        return field.help_text
    return gettext("At least %(n)d characters. A sentence of several words does well.") % {"n": SHORTEST}


@register.filter
def is_password(field: forms.BoundField) -> bool:
    """Whether what is typed is hidden."""
    return isinstance(field.field.widget, forms.PasswordInput)
