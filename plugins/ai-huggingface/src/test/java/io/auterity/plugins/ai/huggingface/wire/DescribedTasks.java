package io.auterity.plugins.ai.huggingface.wire;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hugging Face by its descriptions of tasks: nothing of them was recorded. */
public final class DescribedTasks implements Transport {

  public static final HuggingFaceEndpoint ENDPOINT =
      new HuggingFaceEndpoint(
          URI.create("https://router.huggingface.co/hf-inference/"),
          URI.create("https://huggingface.co/"),
          false,
          Optional.empty());

  private static final String COMMON = "/inference/schemas/common-definitions.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_6);

  private static Path tasks() {
    return Repository.shared("specs/huggingface-tasks/packages/tasks/src/tasks");
  }

  /**
   * What is wrong with a body under the description of a task.
   *
   * @param file {@code input} or {@code output}
   */
  static List<String> errors(String task, String file, byte[] body) {
    ObjectNode schema = read(tasks().resolve("%s/spec/%s.json".formatted(task, file)), COMMON);
    // Ids of the files lead nowhere; what they share is put into each.
    schema.remove(List.of("$id", "$schema"));
    schema.set(
        "definitions", read(tasks().resolve("common-definitions.json"), "").get("definitions"));
    return REGISTRY.getSchema(schema).validate(JSON.readTree(body)).stream()
        .map(Error::toString)
        .toList();
  }

  private static ObjectNode read(Path file, String home) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      JsonNode read = JSON.readTree(home.isEmpty() ? text : text.replace(home + "#", "#"));
      return (ObjectNode) read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A reply, in quotes of either kind. */
  static WireResponse reply(String json) {
    return new WireResponse(
        200, Map.of(), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static WireResponse picture() {
    return new WireResponse(
        200, Map.of("content-type", List.of("image/jpeg")), new byte[] {(byte) 0xff, (byte) 0xd8});
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    String body = new String(request.body(), StandardCharsets.UTF_8);
    if (path.endsWith("feature-extraction")) {
      return reply("[[0.5,1],[0.25,-1]]");
    }
    if (path.endsWith("sentence-similarity")) {
      return reply("[0.1,0.9]");
    }
    if (path.endsWith("api/models")) {
      return models(request.uri());
    }
    if (path.contains("api/models/")) {
      return reply(model("owner/b"));
    }
    if (body.contains("candidate_labels")) {
      return reply(
          "[{'label':'A person pays for something.','score':0.9},"
              + "{'label':'It rains or the sun shines.','score':0.1}]");
    }
    return body.contains("cat") ? picture() : reply("{'text':' Hello. '}");
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    throw new AssertionError("no task streams");
  }

  /** A page of the hub's list, which is told where the next one is in a header. */
  static WireResponse models(URI uri) {
    String query = uri.getQuery();
    int from = query.contains("cursor=") ? Integer.parseInt(query.split("cursor=", 2)[1]) : 0;
    List<String> names = List.of("owner/a", "owner/b", "gpt2");
    int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
    int to = Math.min(names.size(), from + limit);
    String page =
        names.subList(from, to).stream()
            .map(DescribedTasks::model)
            .reduce((one, other) -> one + "," + other)
            .orElse("");
    String link =
        "<https://huggingface.co/api/models?limit=%d&cursor=%d>; rel=\"next\"".formatted(limit, to);
    WireResponse whole = reply("[" + page + "]");
    return to == names.size()
        ? whole
        : new WireResponse(200, Map.of("link", List.of(link)), whole.body());
  }

  static String model(String id) {
    return ("{'_id':'1','id':'%s','modelId':'%s','createdAt':'2022-03-02T23:29:04.000Z',"
            + "'pipeline_tag':'feature-extraction','tags':['bert'],'downloads':7}")
        .formatted(id, id);
  }
}
