"""What the payment provider tells of a person, beyond what we need of it."""

from __future__ import annotations

from typing import Any

# The provider's words for who pays. We know our reader by the customer's number alone.
PERSONAL = frozenset(
    {
        "account_name", "account_tax_ids", "address", "billing_details", "collected_information", "customer_account",
        "customer_address", "customer_details", "customer_email", "customer_name", "customer_phone",
        "customer_shipping", "customer_tax_ids", "custom_fields", "email", "hosted_invoice_url", "invoice_pdf",
        "individual", "name", "owner", "payment_method_details", "phone", "receipt_email", "receipt_url", "shipping",
        "shipping_details", "url",
    }
)  # fmt: skip
DEEPEST = 40


def without_persons(told: Any, depth: int = 0) -> Any:
    """What the provider told, without names, addresses and pages that show them; what is nested too deep is cut off."""
    if depth > DEEPEST:
        return None
    if isinstance(told, dict):
        return {k: without_persons(v, depth + 1) for k, v in told.items() if k not in PERSONAL}
    if isinstance(told, list):
        return [without_persons(v, depth + 1) for v in told]
    return told


def speaks_of(told: Any, customer: str) -> bool:
    """Whether what the provider told is about a customer."""
    subject = told.get("data", {}) if isinstance(told, dict) else {}
    of = subject.get("object", {}) if isinstance(subject, dict) else {}
    if not customer or not isinstance(of, dict):
        return False
    held = of.get("customer")
    named = held.get("id") if isinstance(held, dict) else held
    return customer in (named, of.get("id"))
