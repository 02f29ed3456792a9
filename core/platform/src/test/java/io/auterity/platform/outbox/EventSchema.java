package io.auterity.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/** The schemas that whoever takes events goes by, {@code api/events}. */
public final class EventSchema {

  private static final JsonReader READER = new JsonReader(1_000_000);
  private static final String OURS = "io.auterity.";
  private static final String SUFFIX = ".schema.json";

  private EventSchema() {}

  /** Where that of a type stands, whether or not there is one of its own. */
  public static Path of(String type) {
    return Repository.root().resolve("api/events").resolve(type.substring(OURS.length()) + SUFFIX);
  }

  /** Requires that an event is as the schema of its type says, or else as vendors' events are. */
  public static void assertFits(CloudEvent event) {
    assertFits(READER.readObject(event.bytes()));
  }

  /** The same of one that is stored. */
  public static void assertFits(String event) {
    assertFits(READER.readObject(event.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same of one as expressions of triggers see it. */
  public static void assertSeenFits(Json.Obj seen) {
    assertFits(
        seen.with("specversion", Json.of("1.0"))
            .with("tenant", Json.of(new UUID(1, 2).toString()))
            .with("datacontenttype", Json.of("application/json")));
  }

  private static void assertFits(Json.Obj event) {
    Path own = of(Objects.requireNonNull(event.text("type")));
    Path schema = Files.exists(own) ? own : of(OURS + "vendor.v1");
    try {
      assertThat(JsonSchema.of(READER.readObject(Files.readAllBytes(schema))).check(event))
          .as("%s by %s", event, schema.getFileName())
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
