"""What the tree will earn."""

from funnelstudio.forecast.flow import Forecast, forecast

__all__ = ["Forecast", "forecast"]
