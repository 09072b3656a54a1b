"""The addresses of the desk. Those of the yente interface are answered before these (api/dialect/front.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path

from endgate.desk.access import views as access
from endgate.desk.cases import acting, advising, comparison, queue, revision
from endgate.desk.cases import views as cases
from endgate.desk.checks import views as checks
from endgate.desk.dossiers import register
from endgate.desk.dossiers import views as dossiers
from endgate.desk.evidence import acting as evidence_acts
from endgate.desk.evidence import views as evidence
from endgate.desk.pages import views as pages
from endgate.desk.pages.respond import screen
from endgate.desk.reference import views as reference

_CASE = "cases/<str:reference>"


def _home(_request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect("/queue")


urlpatterns: list[URLPattern] = [
    path("", _home),
    path("sign-in", access.sign_in),
    path("sign-out", access.sign_out),
    path("sign-in/code", access.code),
    path("sign-in/<str:secret>", access.by_link),
    path("set-up/<str:secret>", access.set_up),
    *screen("queue", queue.queue, "queue"),
    path("queue/bulk", queue.bulk),
    *screen("check", checks.check, "check"),
    path("check/keep", checks.keep),
    path(_CASE, cases.case),
    *screen(f"{_CASE}/decision/<int:n>", cases.decision, "decision"),
    *screen(f"{_CASE}/decision/<int:n>/compare/<int:other>", comparison.compare, "compare"),
    *screen(f"{_CASE}/network", pages.network, "network"),
    *screen(f"{_CASE}/route", pages.route, "route"),
    *reversed(screen(f"{_CASE}/goods/<str:item>", pages.goods, "goods")),
    *screen(f"{_CASE}/evidence", evidence.evidence, "evidence"),
    path(f"{_CASE}/evidence/add", evidence.add),
    path(f"{_CASE}/evidence/uploads", evidence.uploads),
    path(f"{_CASE}/evidence/again", evidence.again),
    path(f"{_CASE}/evidence/judge", evidence_acts.judge),
    path(f"{_CASE}/evidence/write", evidence_acts.write),
    path(f"{_CASE}/evidence/mark", evidence_acts.mark),
    path(f"{_CASE}/evidence/consent", evidence_acts.consent),
    path(f"{_CASE}/evidence/recipient", evidence_acts.recipient),
    path(f"{_CASE}/evidence/tie", evidence_acts.tie),
    path(f"{_CASE}/evidence/grant", evidence_acts.grant),
    path(f"{_CASE}/evidence/carry", evidence_acts.carry),
    path(f"{_CASE}/evidence/<str:ident>/original", evidence.original),
    *reversed(screen(f"{_CASE}/evidence/<str:ident>", evidence.document, "document")),
    *screen(f"{_CASE}/dossiers", dossiers.dossiers, "dossiers"),
    path(f"{_CASE}/dossiers/<str:ident>/content", dossiers.content),
    path(f"{_CASE}/dossiers/<str:ident>/act", dossiers.act),
    *reversed(screen(f"{_CASE}/dossiers/<str:ident>", dossiers.dossier, "dossier")),
    path(f"{_CASE}/parties/undo", pages.undo),
    *reversed(screen(f"{_CASE}/parties/<str:ref>/matches/<path:party_id>", pages.match, "match")),
    path(f"{_CASE}/take", acting.take),
    path(f"{_CASE}/wait", acting.wait),
    path(f"{_CASE}/resume", acting.resume),
    path(f"{_CASE}/note", acting.note),
    path(f"{_CASE}/advise", acting.advise),
    path(f"{_CASE}/dissent", acting.dissent),
    path(f"{_CASE}/sign", acting.sign),
    path(f"{_CASE}/countersign", acting.countersign),
    path(f"{_CASE}/reopen", acting.reopen),
    path(f"{_CASE}/recheck", acting.recheck),
    path(f"{_CASE}/assign", acting.assign),
    path(f"{_CASE}/seen", acting.seen),
    path(f"{_CASE}/ask", acting.ask),
    *screen(f"{_CASE}/advice", advising.advice, "advice"),
    *screen(f"{_CASE}/advice/<int:team_id>", advising.preview, "advice-preview"),
    *screen(f"{_CASE}/revise", revision.revision, "revise"),
    path(f"{_CASE}/revise/keep", revision.keep),
    path("dossiers.csv", register.saved),
    *screen("dossiers", register.register, "register"),
    *screen("lists", reference.lists, "lists"),
    *screen("law", reference.law, "law"),
    *reversed(screen("law/<str:measure_id>", reference.measure, "measure")),
    *screen("audit", reference.audit, "audit"),
    *screen("find", reference.find, "find"),
    path("me", reference.me),
    path("me/password", access.password),
    path("me/second-factor", access.second_factor),
    path("help", reference.help_page),
]
handler400 = "endgate.desk.pages.failures.unreadable"
handler403 = "endgate.desk.pages.failures.forbidden"
handler404 = "endgate.desk.pages.failures.not_found"
handler500 = "endgate.desk.pages.failures.failed"
