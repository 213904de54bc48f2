"""The API's description as one page without scripts, made from its OpenAPI document; loads nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi.responses import HTMLResponse
from markupsafe import Markup

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "code,pre{font-family:ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid GrayText}"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}: API</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
    "<body><main><h1>{title} {version}</h1><p>{about}</p>"
    '<p>The machine-readable description is at <a href="/openapi.json">/openapi.json</a>; the form is at <a href="/">/</a>.</p>'
    "{operations}</main></body></html>"
)


def page(document: Mapping[str, Any]) -> HTMLResponse:
    """The page for an OpenAPI document."""
    info = document["info"]
    body = _PAGE.format(
        title=info["title"],
        version=info["version"],
        about=info.get("description", ""),
        style=Markup(_STYLE),  # noqa: S704  a constant of ours
        operations=_joined(_operations(document)),
    )
    return HTMLResponse(str(body), headers={"Content-Security-Policy": _POLICY})


def _operations(document: Mapping[str, Any]) -> Iterable[Markup]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield _operation(method.upper(), path, operation, document)


def _operation(method: str, path: str, operation: Mapping[str, Any], document: Mapping[str, Any]) -> Markup:
    schema = _body_schema(operation, document)
    frame = Markup("<section><h2><code>{} {}</code></h2><p>{}</p>{}{}{}</section>")
    answers = [(status, answer.get("description", ""), "") for status, answer in operation["responses"].items()]
    asked = _parameters(operation) + _properties(schema, document)
    example = _example(method, path, schema)
    fields = _table(("field", "takes", "meaning"), asked)
    return frame.format(
        method, path, operation.get("description", ""), fields, example, _table(("answer", "", ""), answers)
    )


def _parameters(operation: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(p["name"], _type(p.get("schema", {})), p.get("description", "")) for p in operation.get("parameters", ())]


def _properties(schema: Mapping[str, Any], document: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    fields = schema.get("properties", {}).items()
    return [(name, _type(_resolved(field, document)), field.get("description", "")) for name, field in fields]


def _body_schema(operation: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return _resolved(content.get("application/json", {}).get("schema", {}), document)


def _resolved(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return found


def _type(schema: Mapping[str, Any]) -> str:
    kinds = [s.get("format") or s.get("type", "") for s in schema.get("anyOf", (schema,)) if s.get("type") != "null"]
    return " or ".join(kind for kind in kinds if kind)


def _example(method: str, path: str, schema: Mapping[str, Any]) -> Markup:
    if not schema.get("examples"):
        return Markup()
    body = json.dumps(schema["examples"][0], ensure_ascii=False)
    command = (
        f"curl -X {method} http://127.0.0.1:8000{path} \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
    )
    return Markup("<pre>{}</pre>").format(command)


def _table(heads: tuple[str, str, str], rows: Iterable[tuple[str, str, str]]) -> Markup:
    cells = Markup("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>")
    body = _joined(cells.format(*row) for row in rows)
    if not body:
        return Markup()
    head = Markup('<tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr>').format(*heads)
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(head, body)


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup().join(pieces)
