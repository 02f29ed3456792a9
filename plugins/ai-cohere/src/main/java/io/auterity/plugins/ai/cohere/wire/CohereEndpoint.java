package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;

/**
 * The endpoint of Cohere, and how its embeddings are asked for.
 *
 * @param url ends with a slash; versions lie below it
 * @param inputType what embeddings are made for
 * @param truncate what is cut from a text that is too long
 */
public record CohereEndpoint(URI url, String inputType, String truncate) {

  WireRequest post(String path, Json.Obj body) {
    return WireRequest.json(url.resolve(path), JsonUtf8.write(body));
  }

  WireRequest get(String path) {
    return WireRequest.get(url.resolve(path));
  }
}
