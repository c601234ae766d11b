# Two stages: the first installs into a virtual environment, the second holds only that and the base.
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/bot
COPY requirements.lock ./
RUN /opt/bot/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
RUN /opt/bot/bin/pip install --no-cache-dir --no-deps . \
    && /opt/bot/bin/pip uninstall -y pip

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /home/bot --create-home bot \
    && install -d -o bot -g bot /home/bot/data
WORKDIR /home/bot
COPY --from=build /opt/bot /opt/bot
COPY knowledge ./knowledge
ENV PATH=/opt/bot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER bot
# A new volume begins with the index of the base, which takes a minute to build.
RUN python -m bot ask "When is Nauryz?" > /dev/null
VOLUME /home/bot/data
HEALTHCHECK --interval=30s --timeout=10s --start-period=300s CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
