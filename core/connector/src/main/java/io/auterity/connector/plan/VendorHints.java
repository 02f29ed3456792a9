package io.auterity.connector.plan;

import io.auterity.spi.Json;
import io.auterity.spi.Webhooks;
import java.util.Map;
import java.util.Objects;

/**
 * What a file says for people.
 *
 * @param help where a credential is had, by its kind
 * @param samples examples of values, by the name of a field
 * @param events how its vendor signs what it sends; {@code none} where nothing is signed, or sent
 */
public record VendorHints(Map<String, String> help, Map<String, Json> samples, String events) {

  /** Of a connector that says nothing. */
  public static final VendorHints NONE = new VendorHints(Map.of(), Map.of(), Webhooks.NOT_SIGNED);

  public VendorHints {
    help = Map.copyOf(help);
    samples = Map.copyOf(samples);
    Objects.requireNonNull(events);
  }
}
