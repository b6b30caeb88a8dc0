"""The startup walk: the entry's import-time steps, executed the way the import system executes them."""

from graphcheck.graph.startup.predict import Prediction, predict_startup

__all__ = ["Prediction", "predict_startup"]
