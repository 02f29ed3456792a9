package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;

/**
 * An endpoint and its habits.
 *
 * @param url ends with a slash
 * @param tokenLimit name of the field for the longest answer
 * @param traits what sets its vendor apart
 */
public record OpenAiEndpoint(URI url, String tokenLimit, VendorTraits traits) {

  /** One that does all as OpenAI does. */
  public OpenAiEndpoint(URI url, String tokenLimit) {
    this(url, tokenLimit, VendorTraits.NONE);
  }

  WireRequest post(String path, Json.Obj body) {
    return WireRequest.json(url.resolve(path), JsonUtf8.write(body));
  }

  /** The address of a path. */
  URI at(String path) {
    return url.resolve(path);
  }

  WireRequest get(String path) {
    return WireRequest.get(url.resolve(path));
  }
}
