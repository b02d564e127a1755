# The bot as a container: no root, nothing to write to but /data and /tmp. docs/operations.md says how to run it.
FROM python:3.11-slim AS build
COPY requirements.lock requirements-postgresql.lock /src/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes \
       -r /src/requirements.lock -r /src/requirements-postgresql.lock
COPY bot /src/app/bot
COPY scenarios /src/app/scenarios
COPY config.example.yaml LICENSE pyproject.toml /src/app/
# A root that cannot be written to cannot keep compiled files: they are made here.
RUN /venv/bin/python -m compileall -q /src/app/bot

FROM python:3.11-slim
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0700 /data
COPY --from=build /venv /venv
COPY --from=build /src/app /app
COPY docs/deploy/container.yaml /etc/bar-raiser/config.yaml
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONPATH=/app \
    XDG_DATA_HOME=/data \
    HOME=/tmp
# Every command finds config.yaml here, not `run` alone.
WORKDIR /etc/bar-raiser
USER 10001:10001
VOLUME /data
# Eight seconds are for what has begun; Docker's own ten are just enough, and a supervisor should give twenty.
STOPSIGNAL SIGTERM
# The port is the configuration's own; where that opens none, there is nobody to ask.
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u, yaml; port = (yaml.safe_load(open('/etc/bar-raiser/config.yaml')) or {}).get('metrics_port'); port and u.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=5)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run", "--config", "/etc/bar-raiser/config.yaml"]
