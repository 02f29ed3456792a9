package io.auterity.connector.plan;

import io.auterity.spi.Json;
import java.util.Map;

/**
 * The hints of a file for people: help, samples, and how its vendor signs events.
 *
 * @param help where a credential is had, by its kind
 * @param samples examples of values, by the name of a field
 * @param events how its vendor signs what it sends; {@link #NOT_SIGNED} where it does not, {@link
 *     #NO_EVENTS} where the file reads nothing of the sort
 */
public record VendorHints(Map<String, String> help, Map<String, Json> samples, String events) {

  /** What is sent is read, and its sender cannot be verified. */
  public static final String NOT_SIGNED = "unsigned";

  /** Nothing that is sent is read. */
  public static final String NO_EVENTS = "none";

  /** Of a connector that says nothing. */
  public static final VendorHints NONE = new VendorHints(Map.of(), Map.of(), NO_EVENTS);

  public VendorHints {
    help = Map.copyOf(help);
    samples = Map.copyOf(samples);
  }
}
