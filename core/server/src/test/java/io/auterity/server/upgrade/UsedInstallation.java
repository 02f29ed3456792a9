package io.auterity.server.upgrade;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.database.DatabaseCopy;
import io.auterity.platform.database.Tampering;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/** A server that its users have used in every way that leaves a row, all through the API. */
final class UsedInstallation {

  private static final String RESOURCES =
      """
      - kind: provider
        id: masking
        spec: {connector: kept-text, config: {key: {secret: vendor}}}
      - {kind: provider, id: talking, spec: {connector: kept-chat, config: {}, models: [small-1]}}
      - {kind: provider, id: tracking, spec: {connector: kept-tracker, config: {}}}
      - kind: route
        id: kept
        spec: {when: {capability: text.pii.mask}, use: [masking], capture: full}
      - {kind: route, id: small, spec: {when: {model: small}, use: [talking/small-1]}}
      - kind: prices
        id: list
        spec:
          currency: USD
          asOf: "2026-11-01"
          offers: {"talking/small-1": {input: "1.00", output: "2.00", per: 1000000}}
      - {kind: budget, id: all, spec: {cap: "5.00", currency: USD, period: total, unpriced: allow}}
      - {kind: quota, id: calls, spec: {calls: 1000, period: total}}
      - kind: workflow
        id: report
        spec:
          input:
            texts: {type: array, items: {type: string}}
            pause: {type: string, default: 0s}
          steps:
            - id: all
              each: ${input.texts}
              as: t
              concurrency: 1
              steps: [{id: mask, call: text.pii.mask, with: {text: "${t}"}}]
            - {id: pause, wait: "${input.pause}"}
            - {id: total, transform: "${size(all)}"}
          output: "${{'count': total}}"
      - kind: workflow
        id: asking
        spec:
          steps:
            - {id: issue, call: tracker.issue.create, with: {project: debts, title: lost}}
            - {id: said, transform: "${issue.key}"}
          output: ${said}
      """;

  static final String CHAT_PATH = "/v1/chat/completions";

  /** To a model whose name only a route gives. */
  static final String CHAT =
      """
      {"model": "small", "messages": [{"role": "user", "content": "hello"}]}
      """;

  private final RunningServer server;
  private final Client admin;
  private final Map<String, String> known = new LinkedHashMap<>();

  UsedInstallation(RunningServer server) {
    this.server = server;
    this.admin =
        server
            .anonymous()
            .bearer(
                checked(server.operator().post("/api/v1/tenants", "{\"name\": \"kept\"}"))
                    .text("key"));
    known.put("admin", admin.key());
  }

  /** Uses it; the copy of its database is made while it runs, as a backup is. */
  String use() {
    secret("older");
    secret("made-up");
    admin.apply(RESOURCES);
    admin.apply("{kind: quota, id: gone, spec: {calls: 1, period: day}}");
    checked(admin.delete("/api/v1/resources/quota/gone"));
    signIn();
    addDocuments();
    call();
    chat();
    loseSight();
    known.put("finished", finished());
    known.put("asking", asking());
    known.put("aside", setAside());
    known.put("waiting", waiting("60s"));
    started("0s"); // Its end is an event, which is there for a moment.
    return DatabaseCopy.whenThereIsARowIn("outbox", server.database());
  }

  Map<String, String> known() {
    return Map.copyOf(known);
  }

  private void secret(String value) {
    checked(
        admin
            .with("Content-Type", "text/plain")
            .with("Idempotency-Key", value)
            .send("PUT", "/api/v1/secrets/vendor", BodyPublishers.ofString(value)));
  }

  private void signIn() {
    checked(admin.keyWith("viewer").get("/api/v1/session"));
    checked(admin.post("/api/v1/session", "{\"key\": \"%s\"}".formatted(admin.key())));
    checked(admin.post("/api/v1/codes", ""));
  }

  private void addDocuments() {
    checked(
        admin.post("/api/v1/call/tracker.project.create", "{\"key\": \"debts\", \"name\": \"D\"}"));
    checked(
        admin
            .with("Content-Type", "application/x-ndjson")
            .send(
                "PUT",
                "/api/v1/providers/tracking/documents/notes",
                BodyPublishers.ofString(
                    "{\"id\": \"a\", \"body\": {}, \"keys\": {\"n\": \"1\"}}")));
  }

  private void call() {
    String decision =
        checked(
                admin.post(
                    "/api/v1/call/text.pii.mask", "{\"text\": \"write to ann@example.org\"}"))
            .header("auterity-decision");
    known.put("decision", decision);
    admin.awaiting("/api/v1/decisions/" + decision);
    admin.awaiting("/api/v1/decisions/" + decision + "/content", "input", "ann@example.org");
  }

  private void chat() {
    Client gateway = new Client(server.gateway().toString()).bearer(admin.key());
    String decision = checked(gateway.post(CHAT_PATH, CHAT)).header("auterity-decision");
    known.put("chat", decision);
    admin.awaiting("/api/v1/decisions/" + decision);
  }

  /** A write of which nobody knows, noted under its key. */
  private void loseSight() {
    Reply lost =
        admin
            .with("Idempotency-Key", "lost")
            .post(
                "/api/v1/call/tracker.issue.create",
                "{\"project\": \"debts\", \"title\": \"lost\"}");
    if (!lost.text("code").equals("in_doubt")) {
      throw new AssertionError(lost.toString());
    }
  }

  private String finished() {
    String run = started("0s");
    Watcher.follow(admin, run);
    return run;
  }

  private String waiting(String pause) {
    String run = started(pause);
    admin.awaiting("/api/v1/runs/" + run, "state", "waiting");
    return run;
  }

  private String started(String pause) {
    return checked(
            admin.post(
                "/api/v1/workflows/report/runs",
                "{\"input\": {\"texts\": [\"a\", \"b\"], \"pause\": \"%s\"}}".formatted(pause)))
        .text("id");
  }

  /** One that waits for a person, who is to say what became of its write. */
  private String asking() {
    String run = checked(admin.post("/api/v1/workflows/asking/runs", "{\"input\": {}}")).text("id");
    admin.awaiting("/api/v1/runs/" + run + "/steps/issue", "waitingFor", "answer");
    return run;
  }

  /** One whose journal was damaged, then repaired, and that was given up. */
  private String setAside() {
    String run = waiting("1h");
    Tampering.with(
        server.database().logins().owner(),
        "run_event",
        "update run_event set kind = kind + 90 where run = '%s' and seq = 1"
            .formatted(Invocation.RUN_ID.read(run)));
    admin.awaiting("/api/v1/runs/" + run, "stalled", "unknown kind");
    checked(admin.post("/api/v1/runs/" + run + "/repair", "{\"reason\": \"a damaged disk\"}"));
    checked(admin.post("/api/v1/runs/" + run + "/cancel", ""));
    Watcher.follow(admin, run);
    return run;
  }

  private static Reply checked(Reply reply) {
    if (reply.status() >= 300) {
      throw new AssertionError(reply.toString());
    }
    return reply;
  }
}
