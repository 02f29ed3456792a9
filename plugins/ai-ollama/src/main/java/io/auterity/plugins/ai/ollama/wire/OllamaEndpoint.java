package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model server and how its models are to run.
 *
 * @param url ends with a slash
 * @param options of running, e.g. {@code num_gpu}; those of a call win
 * @param keepAlive how long a model stays loaded behind a call; null leaves it to the server
 */
public record OllamaEndpoint(URI url, Json.Obj options, @Nullable String keepAlive) {

  WireRequest post(String path, Json.Obj body) {
    return WireRequest.json(url.resolve("api/" + path), JsonUtf8.write(body));
  }

  WireRequest get(String path) {
    return WireRequest.get(url.resolve("api/" + path));
  }

  /** What every request that runs a model says. */
  Map<String, Json> running(String model) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("model", Json.of(model));
    if (!options.fields().isEmpty()) {
      fields.put("options", options);
    }
    if (keepAlive != null) {
      fields.put("keep_alive", Json.of(keepAlive));
    }
    return fields;
  }

  /** One object with the fields of both; where both have one the second's counts. */
  static Json.Obj joined(Json.Obj ours, Json.Obj own) {
    Map<String, Json> all = new LinkedHashMap<>(ours.fields());
    own.fields()
        .forEach(
            (name, value) ->
                all.merge(
                    name,
                    value,
                    (before, more) ->
                        before instanceof Json.Obj left && more instanceof Json.Obj right
                            ? joined(left, right)
                            : more));
    return new Json.Obj(all);
  }
}
