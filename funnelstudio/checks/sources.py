"""Where the rules come from, each with its date; message ids."""

from __future__ import annotations

from typing import Final

from funnelstudio.i18n import N_

DESIGN: Final = N_("Structure that the pages need (Funnel Studio, 2026-11)")
FORMAT: Final = N_("The funnel's file format, version 1 (Funnel Studio, 2026-11)")
DIGISTORE_GUIDE: Final = N_("Digistore24, planning guide for upsells, as noted in 2026-11")
DIGISTORE_API: Final = N_("Digistore24, help and API articles on upsells, as noted in 2026-11")
SYSTEME: Final = N_("systeme.io, glossary “downsell”, as noted in 2026-11")
CALL_CENTRE: Final = N_("Practice of call centres, selling notes of Funnel Studio, 2026-11")
UP_AND_CROSS: Final = N_("Difference of up-sell and cross-sell, selling notes of Funnel Studio, 2026-11")
BUSINESS_PRACTICE: Final = N_(
    "Practice of selling to businesses (Allbiz), selling notes of Funnel Studio, 2026-11"
)
PLAN_CHANGES: Final = N_("plenigo, manual of selling paths, as noted in 2026-11")
TYPICAL_RATES: Final = N_(
    "Reported rates, weak evidence: upsella, metricuno, earnifyhub, systeme.io, as noted in 2026-11"
)
ARITHMETIC: Final = N_("Arithmetic (Funnel Studio, 2026-11)")
ISO_4217: Final = N_("ISO 4217 and CLDR, as in Babel 2.18 (2026)")
TRANSLATION: Final = N_("Usual practice of translation (Funnel Studio, 2026-11)")
BUTTON: Final = N_("CJEU, judgment C-249/21 (2022-04-07): the words on the button decide")
PRICE_DISPLAY: Final = N_("Germany, Preisangabenverordnung (in force since 2022-05-28)")
STRIKE: Final = N_("CJEU, judgment C-330/23 (2024-09-26): the lowest price of the last 30 days")
WITHDRAWAL: Final = N_("EU, Directive 2023/2673: withdrawal function for contracts since 2026-06-19")
SUBSCRIPTION: Final = N_(
    "Digistore24 approval rules, as noted in 2026-11; US, Restore Online Shoppers' Confidence Act (2010)"
)
FAIR: Final = N_("Fair display of offers, selling notes of Funnel Studio, 2026-11")
LEGAL_LINKS: Final = N_("Duty to inform on every page, selling notes of Funnel Studio, 2026-11")
TARGET: Final = N_("The manifest of the chosen exporter")
ENGINE: Final = N_("Funnel Studio itself")
APPROVED_PAGES: Final = N_("The approvals that the funnel itself holds, set in Publish")
