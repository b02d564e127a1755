"""The metrics, as Prometheus reads them. docs/operations.md says what each tells.

What happens is counted when it happens (interactions, answers to them, requests to Discord, errors); what simply is (shards, sessions, the
database) is looked up when somebody asks.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.discord_app.operations.gateway import ShardState
from bot.usecases.vitals import Vitals

# Discord gives three seconds for the first response.
_REPLY_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 5.0)


class _Now(Collector):
    """What was looked up last."""

    def __init__(self) -> None:
        self.shards: tuple[ShardState, ...] = ()
        self.servers = 0
        self.in_flight = 0
        self.vitals = Vitals(0)

    def collect(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("bar_raiser_gateway_up", "1 where the shard is connected to Discord", labels=["shard"])
        latency = GaugeMetricFamily("bar_raiser_gateway_latency_seconds", "From a heartbeat to its answer", labels=["shard"])
        for shard in self.shards:
            up.add_metric([str(shard.id)], float(shard.up))
            if shard.latency is not None:
                latency.add_metric([str(shard.id)], shard.latency)
        yield from (up, latency)
        vitals = self.vitals
        yield CounterMetricFamily("bar_raiser_judged_answers", "Answers that this process has judged", vitals.judged)
        yield GaugeMetricFamily("bar_raiser_database_up", "1 where the database answered in time", float(vitals.seconds is not None))
        for name, words, value in (
            ("servers", "Servers on the shards of this process", self.servers),
            ("in_flight", "Interactions and messages that have begun and are not finished", self.in_flight),
            ("open_sessions", "Unfinished interviews, of all processes together", vitals.open_sessions),
            ("overdue", "Posts, deadlines and sweeps that are more than a minute late, of all processes together", vitals.overdue),
            ("database_seconds", "What the database took for a small query", vitals.seconds),
        ):
            if value is not None:
                yield GaugeMetricFamily(f"bar_raiser_{name}", words, value)


class Metrics:
    def __init__(self, version: str) -> None:
        self.now = _Now()
        self._registry = CollectorRegistry()
        self._registry.register(self.now)
        ProcessCollector(registry=self._registry)
        info = GaugeMetricFamily("bar_raiser_info", "The program's version, and Python's", labels=["version", "python"])
        info.add_metric([version, platform.python_version()], 1)
        self._registry.register(_Fixed(info))
        self._interactions = Counter("bar_raiser_interactions", "Interactions received, by kind", ["kind"], registry=self._registry)
        self._replies = Histogram(
            "bar_raiser_reply_seconds",
            "From an interaction to its first response, as this process sees it",
            registry=self._registry,
            buckets=_REPLY_SECONDS,
        )
        self._requests = Counter("bar_raiser_discord_requests", "Requests to Discord, by status", ["status"], registry=self._registry)
        self._errors = Counter("bar_raiser_errors", "Errors in the log, by where they came from", ["logger"], registry=self._registry)

    def interaction(self, kind: str) -> None:
        self._interactions.labels(kind).inc()

    def replied(self, seconds: float) -> None:
        self._replies.observe(seconds)

    def request(self, status: str) -> None:
        self._requests.labels(status).inc()

    def error(self, logger: str) -> None:
        self._errors.labels(logger).inc()

    def text(self) -> bytes:
        """In Prometheus' text format, version 0.0.4."""
        return generate_latest(self._registry)


class _Fixed(Collector):
    def __init__(self, metric: Metric) -> None:
        self._metric = metric

    def collect(self) -> Iterable[Metric]:
        return [self._metric]


class ErrorCounter(logging.Handler):
    """Counts what is logged as an error, so that nothing that fails needs to know of metrics."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.ERROR)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        self._metrics.error(record.name)
