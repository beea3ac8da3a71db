"""Press reports of leaders' calls, set side by side statement by statement."""

__version__ = "0.1.0"
