package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.demo.Complaint.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prepares a demo run: creates its resources and containers of issues, and loads its recordings.
 */
record Preparation(ApiClient api) {

  private static final String URGENT = "debts";
  private static final String UNCLASSIFIED = "unclassified";
  private static final int PORTION = 1_000_000;

  void prepare(Example example, ComplaintFile file, double speed) {
    ArrayNode resources = ApiClient.mapper().createArrayNode();
    example.resources(speed).forEach(resources::add);
    api.post("/api/v1/apply", resources);
    containers(example).forEach(this::createContainer);
    RecordedModel.ALL.forEach(model -> loadRecordings(model.provider(), file));
  }

  /** Those that the workflow files into; an answer outside the classes may be any text, no key. */
  private static Set<String> containers(Example example) {
    Set<String> names = new LinkedHashSet<>();
    names.add(URGENT);
    names.addAll(example.classes().keySet());
    names.add(UNCLASSIFIED);
    return names;
  }

  private void createContainer(String name) {
    ObjectNode project = ApiClient.mapper().createObjectNode();
    project.put("key", name).put("name", name.replace('_', ' '));
    try {
      api.post("/api/v1/call/tracker.project.create", project);
    } catch (ApiException e) {
      if (!e.code().equals("conflict")) {
        throw e;
      }
    }
  }

  private void loadRecordings(String provider, ComplaintFile file) {
    StringBuilder lines = new StringBuilder();
    for (Complaint complaint : file.complaints()) {
      Answer answer = complaint.answers().get(provider);
      if (answer != null) {
        lines.append(recording(file.sample(complaint), answer)).append('\n');
      }
      if (lines.length() > PORTION) {
        send(provider, lines);
      }
    }
    send(provider, lines);
  }

  /** What is there already stays as it is, so that a portion may be sent again. */
  private void send(String provider, StringBuilder lines) {
    if (!lines.isEmpty()) {
      api.send(
          "PUT",
          "/api/v1/providers/%s/documents/recording".formatted(provider),
          "application/x-ndjson",
          lines.toString().getBytes(StandardCharsets.UTF_8));
      lines.setLength(0);
    }
  }

  private static ObjectNode recording(String sample, Answer answer) {
    ObjectNode document = ApiClient.mapper().createObjectNode().put("id", sample);
    document.putObject("body").put("label", answer.label()).put("seconds", answer.seconds());
    return document;
  }
}
