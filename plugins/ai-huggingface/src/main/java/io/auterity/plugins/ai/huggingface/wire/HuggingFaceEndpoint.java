package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The endpoint of Hugging Face at which tasks are done.
 *
 * @param url ends with a slash
 * @param hub knows the models; ends with a slash
 * @param dedicated whether the address is an endpoint of one model
 * @param promptName that texts are embedded with
 */
public record HuggingFaceEndpoint(
    URI url, URI hub, boolean dedicated, Optional<String> promptName) {

  private static final Pattern MODEL =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)?");

  /** A task of a model that is asked in JSON. */
  WireRequest task(String model, String pipeline, Json.Obj body) {
    return WireRequest.json(place(model, pipeline), JsonUtf8.write(body));
  }

  /** A task of a model that is asked by bytes. */
  WireRequest task(String model, String mediaType, byte[] body) {
    return new WireRequest(
        "POST", place(model, ""), Map.of("content-type", List.of(mediaType)), body);
  }

  private URI place(String model, String pipeline) {
    return dedicated
        ? url
        : url.resolve(
            "models/"
                + checked("model", model)
                + (pipeline.isEmpty() ? "" : "/pipeline/" + pipeline));
  }

  /** A place of the hub's own API. */
  WireRequest ofHub(String path) {
    return WireRequest.get(hub.resolve("api/" + path));
  }

  /** The name of a model, as a piece of a path that leads nowhere else. */
  static String checked(String field, String model) {
    if (!MODEL.matcher(model).matches()) {
      throw Refusal.invalid(field, "must be the name of a model on the hub, e.g. owner/name");
    }
    return model;
  }
}
