"""Where the rules come from, each with its date."""

from __future__ import annotations

from typing import Final

DESIGN: Final = "Structure that the pages need (Funnel Studio, 2026-11)"
FORMAT: Final = "The funnel's file format, version 1 (Funnel Studio, 2026-11)"
DIGISTORE_GUIDE: Final = "Digistore24, planning guide for upsells, as noted in 2026-11"
DIGISTORE_API: Final = "Digistore24, help and API articles on upsells, as noted in 2026-11"
SYSTEME: Final = "systeme.io, glossary “downsell”, as noted in 2026-11"
CALL_CENTRE: Final = "Practice of call centres, selling notes of Funnel Studio, 2026-11"
UP_AND_CROSS: Final = "Difference of up-sell and cross-sell, selling notes of Funnel Studio, 2026-11"
BUSINESS_PRACTICE: Final = (
    "Practice of selling to businesses (Allbiz), selling notes of Funnel Studio, 2026-11"
)
PLAN_CHANGES: Final = "plenigo, manual of selling paths, as noted in 2026-11"
TYPICAL_RATES: Final = (
    "Reported rates, weak evidence: upsella, metricuno, earnifyhub, systeme.io, as noted in 2026-11"
)
ARITHMETIC: Final = "Arithmetic (Funnel Studio, 2026-11)"
ISO_4217: Final = "ISO 4217 and CLDR, as in Babel 2.18 (2026)"
TRANSLATION: Final = "Usual practice of translation (Funnel Studio, 2026-11)"
BUTTON: Final = "CJEU, judgment C-249/21 (2022-04-07): the words on the button decide"
PRICE_DISPLAY: Final = "Germany, Preisangabenverordnung (in force since 2022-05-28)"
STRIKE: Final = "CJEU, judgment C-330/23 (2024-09-26): the lowest price of the last 30 days"
WITHDRAWAL: Final = "EU, Directive 2023/2673: withdrawal function for contracts since 2026-06-19"
SUBSCRIPTION: Final = (
    "Digistore24 approval rules, as noted in 2026-11; US, Restore Online Shoppers' Confidence Act (2010)"
)
FAIR: Final = "Fair display of offers, selling notes of Funnel Studio, 2026-11"
LEGAL_LINKS: Final = "Duty to inform on every page, selling notes of Funnel Studio, 2026-11"
TARGET: Final = "The manifest of the chosen exporter"
ENGINE: Final = "Funnel Studio itself"
