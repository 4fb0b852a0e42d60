"""Who is what here: the owner, and the roles of others."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from newsstand.errors import ActRefused
from newsstand.members.identity import the_owner
from newsstand.members.letters import link_to
from newsstand.members.models import Reader


def make_owner(address: str) -> Reader:
    """Give the house's owner an address to sign in with: they keep what they followed and saved as its only reader.

    ActRefused where the address is none, or is another reader's.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ActRefused("that is no e-mail address") from error
    with transaction.atomic():
        owner = the_owner()
        others = Reader.objects.exclude(pk=owner.pk).filter(email__iexact=address).exists()
        if others or EmailAddress.objects.exclude(user=owner).filter(email__iexact=address).exists():
            raise ActRefused(
                "another reader signs in with that address: name another, or delete their account"
            )
        owner.email = address
        owner.save(update_fields=["email"])
        EmailAddress.objects.filter(user=owner).exclude(email=address).delete()
        EmailAddress.objects.update_or_create(
            user=owner, email=address, defaults={"verified": True, "primary": True}
        )
    return owner


def password_link(reader: Reader) -> str:
    """Where a reader chooses a password, once and for a day."""
    key = {"uidb36": user_pk_to_url_str(reader), "key": default_token_generator.make_token(reader)}
    return link_to(reverse("account_reset_password_from_key", kwargs=key))


def set_role(address: str, role: str) -> Reader:
    """Make a reader an editor, someone who speaks for titles, or a member; ActRefused says what cannot be."""
    if role not in Reader.Role.values or role == Reader.Role.OWNER:
        raise ActRefused("a role is editor, publisher or member; make_owner names the owner")
    with transaction.atomic():
        reader = Reader.objects.select_for_update().filter(email__iexact=address.strip()).first()
        if reader is None:
            raise ActRefused("no reader signs in with that address")
        if reader.role == Reader.Role.OWNER:
            raise ActRefused("the owner stays the owner")
        reader.role = role
        reader.save(update_fields=["role"])
    return reader
