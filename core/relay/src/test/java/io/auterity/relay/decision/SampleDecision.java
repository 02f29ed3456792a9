package io.auterity.relay.decision;

import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/** The kept sample of a decision. */
public final class SampleDecision {

  private static final UUID TENANT = new UUID(0, 7);

  private SampleDecision() {}

  public static Decision read() {
    return of(TENANT);
  }

  /** As that tenant would have made it. */
  public static Decision of(UUID tenant) {
    return with(TENANT.toString(), tenant.toString());
  }

  /** As it would be of a call of that capability. */
  public static Decision calling(String capability) {
    return with(
        "\"capability\":\"ai.text.classify\"", "\"capability\":" + Json.of(capability).toString());
  }

  private static Decision with(String from, String to) {
    String text = new String(resource("decision-1.json"), StandardCharsets.UTF_8);
    return DecisionFormat.parse(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** An id that was made on that day. */
  public static UUID id(LocalDate day) {
    long millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new UUID(millis << 16 | 0x7000, Long.MIN_VALUE);
  }

  static byte[] resource(String name) {
    try (InputStream in = SampleDecision.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
