package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.WireBody;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An endpoint and its habits: the vendor's own, or a project's place at Vertex AI, where the
 * address names the model and the body the version (as Anthropic's own client for it has them).
 *
 * @param url ends with a slash
 * @param version of the API
 * @param betas features in test that every call may use
 * @param maxTokens longest answer where a call names none
 * @param home at Vertex AI what stands below the address before all that is asked of models; empty
 *     elsewhere, else it ends with a slash
 */
public record AnthropicEndpoint(
    URI url, String version, List<String> betas, int maxTokens, String home) {

  private static final Pattern BETA = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern VERTEX_MODEL = Pattern.compile("[A-Za-z0-9._@-]+");
  private static final String MODEL = "model";
  private static final String VERTEX_VERSION = "anthropic_version";

  public AnthropicEndpoint {
    betas = List.copyOf(betas);
  }

  /** The vendor's own, or one like it. */
  public AnthropicEndpoint(URI url, String version, List<String> betas, int maxTokens) {
    this(url, version, betas, maxTokens, "");
  }

  /** Whether it is at Vertex AI, which has no list of models. */
  public boolean isVertex() {
    return !home.isEmpty();
  }

  /** A chat of that body, which names its model. */
  WireRequest chat(Json.Obj body, boolean stream, List<String> further) {
    if (!isVertex()) {
      return post("messages", JsonUtf8.write(body), further);
    }
    Map<String, Json> fields = new LinkedHashMap<>(body.fields());
    fields.remove(MODEL);
    fields.put(VERTEX_VERSION, Json.of(version));
    String path = path(ReplyFields.text(body, MODEL), stream);
    return post(path, JsonUtf8.write(new Json.Obj(fields)), further);
  }

  /** A chat as its caller wrote it, but for those fields and the model. */
  WireRequest chat(WireBody body, Map<String, Json> set, boolean stream, List<String> further) {
    String model = body.frame().model();
    Map<String, Json> all = new LinkedHashMap<>(set);
    if (!isVertex()) {
      all.put(MODEL, Json.of(model));
      return post("messages", body.text().with(all, Set.of()), further);
    }
    all.put(VERTEX_VERSION, Json.of(version));
    return post(path(model, stream), body.text().with(all, Set.of(MODEL)), further);
  }

  /** A count of the tokens of that body. */
  WireRequest count(Json.Obj body, List<String> further) {
    return isVertex()
        ? post(
            home + "publishers/anthropic/models/count-tokens:rawPredict",
            JsonUtf8.write(body.with(VERTEX_VERSION, Json.of(version))),
            further)
        : post("messages/count_tokens", JsonUtf8.write(body), further);
  }

  private String path(String model, boolean stream) {
    if (!VERTEX_MODEL.matcher(model).matches()) {
      throw Refusal.invalid(MODEL, "must be the id of a model, not " + model);
    }
    return "%spublishers/anthropic/models/%s:%s"
        .formatted(home, model, stream ? "streamRawPredict" : "rawPredict");
  }

  /** Whether it can be the name of a feature, and stand in a header. */
  public static boolean isBeta(String name) {
    return BETA.matcher(name).matches();
  }

  private WireRequest post(String path, byte[] body, List<String> further) {
    return new WireRequest("POST", url.resolve(path), headers(further), body);
  }

  WireRequest get(String path) {
    return new WireRequest("GET", url.resolve(path), headers(List.of()), new byte[0]);
  }

  private Map<String, List<String>> headers(List<String> further) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("application/json"));
    if (!isVertex()) {
      headers.put("anthropic-version", List.of(version));
    }
    Set<String> all = new LinkedHashSet<>(betas);
    all.addAll(further);
    if (!all.isEmpty()) {
      headers.put("anthropic-beta", List.of(String.join(",", all)));
    }
    return headers;
  }
}
