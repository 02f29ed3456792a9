package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint and its habits.
 *
 * @param url ends with a slash
 * @param tokenLimit name of the field for the longest answer
 * @param traits what sets its vendor apart
 * @param apiVersion dated version of the API, in which an address names the model as a deployment;
 *     null where only the body does
 */
public record OpenAiEndpoint(
    URI url, String tokenLimit, VendorTraits traits, @Nullable String apiVersion) {

  /** One whose addresses name no model. */
  public OpenAiEndpoint(URI url, String tokenLimit, VendorTraits traits) {
    this(url, tokenLimit, traits, null);
  }

  /** One that does all as OpenAI does. */
  public OpenAiEndpoint(URI url, String tokenLimit) {
    this(url, tokenLimit, VendorTraits.NONE);
  }

  WireRequest post(String path, Json.Obj body) {
    return WireRequest.json(at(path, ReplyFields.text(body, "model")), JsonUtf8.write(body));
  }

  /** The address of a path. */
  URI at(String path) {
    return url.resolve(apiVersion == null ? path : path + "?api-version=" + apiVersion);
  }

  /**
   * The address of a path for a model.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when an address has to name a model
   *     and there is none
   */
  URI at(String path, @Nullable String model) {
    if (apiVersion == null) {
      return at(path);
    }
    if (model == null || model.isEmpty()) {
      throw Refusal.invalid("model", "is missing: name the deployment that is asked");
    }
    return at("deployments/%s/%s".formatted(segment(model), path));
  }

  /** A name as it stands in a path. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  WireRequest get(String path) {
    return WireRequest.get(at(path));
  }

  /** The fields of the query stand in the order of the map. */
  WireRequest get(String path, Map<String, String> query) {
    String fields =
        query.entrySet().stream()
            .map(field -> field.getKey() + "=" + segment(field.getValue()))
            .collect(Collectors.joining("&"));
    URI plain = at(path);
    return WireRequest.get(URI.create(plain + (plain.getRawQuery() == null ? "?" : "&") + fields));
  }
}
