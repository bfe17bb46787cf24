# Runs `milepost serve`: Slack and the clock, as a user without rights, with its database in the volume /data.
FROM python:3.11-slim

RUN useradd --system --create-home --uid 10001 milepost && install -d -o milepost /data
WORKDIR /app

# The lock file first: it changes less often than the code, so its layer is kept.
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY pyproject.toml README.md ./
COPY plans plans
COPY documents documents
COPY storage storage
COPY jobs jobs
COPY bot bot
COPY examples examples
RUN pip install --no-cache-dir --no-deps --editable .

USER milepost
ENV MILEPOST_DATABASE=sqlite:////data/milepost.db \
    MILEPOST_HOST=0.0.0.0 \
    MILEPOST_PORT=8765 \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"MILEPOST_PORT\"]}/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["milepost", "serve"]
