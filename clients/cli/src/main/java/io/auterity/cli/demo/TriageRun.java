package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run of the workflow {@code complaint_triage}, begun now or found unfinished. */
final class TriageRun {

  private final ApiClient api;
  private final String id;
  private final boolean resumed;

  private TriageRun(ApiClient api, String id, boolean resumed) {
    this.api = api;
    this.id = id;
    this.resumed = resumed;
  }

  /** Attaches to an unfinished run of the same workflow, input and options, else starts one. */
  static TriageRun begin(ApiClient api, Example example, ComplaintFile file, double speed) {
    ObjectNode body = ApiClient.mapper().createObjectNode().put("attach", true);
    body.putObject("options").put("speed", speed);
    ObjectNode input = body.putObject("input");
    RunInput.fill(input.putArray("complaints"), file);
    ObjectNode classes = input.putObject("classes");
    example.classes().forEach(classes::put);
    input.put("pace", Pace.of(file.complaints().size()));
    JsonNode run = api.post("/api/v1/workflows/complaint_triage/runs", body);
    return new TriageRun(api, run.path("id").asString(), run.path("resumed").asBoolean(false));
  }

  String id() {
    return id;
  }

  boolean resumed() {
    return resumed;
  }

  /** The run as it stands. */
  RunState look() {
    return new RunState(api.get("/api/v1/runs/" + id));
  }
}
