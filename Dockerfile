# The program in a container that is not root:
#   docker build -t auditor .
#   docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" auditor audit feeds/ --out reports
ARG PYTHON=3.11.13-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /src
COPY pyproject.toml README.md constraints.txt ./
COPY auditor ./auditor
COPY schemas ./schemas
COPY sample_feeds ./sample_feeds
RUN python -m venv /opt/auditor
RUN /opt/auditor/bin/python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt .
RUN /opt/auditor/bin/python -m pip uninstall --yes --quiet pip
RUN find /opt/auditor -type d \( -name tests -o -path '*/pyarrow/include' \) -prune -exec rm -r {} +
RUN /opt/auditor/bin/auditor demo --out /tmp/demo && rm -r /tmp/demo

FROM python:${PYTHON}
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin auditor && install -d -o auditor /work
COPY --from=build /opt/auditor /opt/auditor
ENV PATH=/opt/auditor/bin:$PATH PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /work
ENTRYPOINT ["auditor"]
CMD ["--help"]
