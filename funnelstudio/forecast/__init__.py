"""What the tree will earn, and how far chance may move that."""

from funnelstudio.forecast.flow import Forecast, forecast
from funnelstudio.forecast.orders import PathShare, likeliest_paths
from funnelstudio.forecast.quantiles import NOTHING, Band
from funnelstudio.forecast.uncertainty import Spread, brought, spread

__all__ = [
    "NOTHING",
    "Band",
    "Forecast",
    "PathShare",
    "Spread",
    "brought",
    "forecast",
    "likeliest_paths",
    "spread",
]
