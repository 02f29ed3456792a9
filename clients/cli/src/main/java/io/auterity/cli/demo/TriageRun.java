package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.run.RunSnapshot;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A run of the workflow {@code complaint_triage}, begun now or found unfinished. */
final class TriageRun {

  private static final String RUNS = "/api/v1/workflows/complaint_triage/runs";
  private static final String LATEST = "/api/v1/runs?workflow=complaint_triage&limit=200";

  private final ApiClient api;
  private final String id;
  private final boolean resumed;

  private TriageRun(ApiClient api, String id, boolean resumed) {
    this.api = api;
    this.id = id;
    this.resumed = resumed;
  }

  /**
   * Attaches to an unfinished run of the same workflow, input and options, else starts one; a run
   * that is not carried on counts for none.
   */
  static TriageRun begin(ApiClient api, Example example, ComplaintFile file, double speed) {
    ObjectNode body = ApiClient.mapper().createObjectNode().put("attach", true);
    body.putObject("options").put("speed", speed);
    ObjectNode input = body.putObject("input");
    RunInput.fill(input.putArray("complaints"), file);
    ObjectNode classes = input.putObject("classes");
    example.classes().forEach(classes::put);
    input.put("pace", Pace.of(file.complaints().size()));
    return begin(api, body);
  }

  static TriageRun begin(ApiClient api, ObjectNode wish) {
    JsonNode run = api.post(RUNS, wish);
    if (run.hasNonNull("stalled")) {
      return inPlaceOf(api, run, wish);
    }
    return new TriageRun(api, run.path("id").asString(), run.path("resumed").asBoolean(false));
  }

  /** What was begun since a run stalled that does the same work, else a new one. */
  private static TriageRun inPlaceOf(ApiClient api, JsonNode stalled, ObjectNode wish) {
    String digest = stalled.path("digest").asString();
    return api.get(LATEST)
        .path("items")
        .valueStream()
        .filter(run -> run.path("digest").asString("").equals(digest))
        .filter(run -> !run.hasNonNull("stalled") && !new RunSnapshot(run).ended())
        .findFirst()
        .map(run -> new TriageRun(api, run.path("id").asString(), true))
        .orElseGet(() -> begin(api, wish.put("attach", false)));
  }

  String id() {
    return id;
  }

  boolean resumed() {
    return resumed;
  }

  /** The run as it stands. */
  RunSnapshot look() {
    return new RunSnapshot(api.get("/api/v1/runs/" + id));
  }

  /** The labels in the order of the input; empty until the run has succeeded. */
  static List<String> labels(RunSnapshot state) {
    return state.run().path("output").path("labels").valueStream().map(JsonNode::asString).toList();
  }
}
