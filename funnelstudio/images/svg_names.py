"""The elements and attributes of SVG that only draw: whatever stands in no list here is left out."""

from __future__ import annotations

from typing import Final

_ELEMENTS = """
    svg g defs symbol use title desc switch style image
    path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
"""

UNWRAPPED: Final = frozenset({"a"})
"""Elements whose content stays as a group."""

_ATTRIBUTES = """
    id class viewBox preserveAspectRatio version transform x y width height x1 y1 x2 y2 cx cy r rx ry fx fy fr
    d points pathLength dx dy rotate textLength lengthAdjust startOffset method spacing side
    gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits patternTransform
    clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
    filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude exponent
    operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength
    preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent scale xChannelSelector
    yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle stdDeviation radius
    baseFrequency numOctaves seed stitchTiles systemLanguage lang role aria-label aria-hidden
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters direction display dominant-baseline enable-background fill fill-opacity
    fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust font-stretch
    font-style font-variant font-weight isolation kerning letter-spacing lighting-color line-height
    marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
    shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration
    text-rendering transform-origin unicode-bidi vector-effect visibility white-space word-spacing
    writing-mode
"""

ELEMENTS: Final = frozenset(_ELEMENTS.split())

ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())
"""Attributes, and properties of styles, with a value that names nothing outside the drawing."""
