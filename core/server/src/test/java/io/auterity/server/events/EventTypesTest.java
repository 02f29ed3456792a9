package io.auterity.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.server.triggers.EventTypes;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each type of event that this product raises by itself has a schema, and is told of. */
class EventTypesTest {

  private static final Pattern TYPE =
      Pattern.compile("\"(io\\.auterity(?:\\.[a-z_]+){2,5}\\.v1)\"");

  /**
   * What an item of a poll, a time of a schedule and a call of a webhook are called inside a
   * trigger; none is raised.
   */
  private static final Set<String> INSIDE =
      Set.of(
          "io.auterity.trigger.item.v1",
          "io.auterity.trigger.time.v1",
          "io.auterity.trigger.call.v1");

  private static Set<String> raised() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root().resolve("core"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .flatMap(file -> TYPE.matcher(text(file)).results())
          .map((MatchResult found) -> found.group(1))
          .filter(type -> !INSIDE.contains(type))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachTypeHasASchemaAndNoSchemaIsOfNone() throws IOException {
    Set<String> wanted =
        raised().stream()
            .map(type -> String.valueOf(EventSchema.of(type).getFileName()))
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.add("vendor.v1.schema.json");

    try (Stream<Path> there = Files.list(Repository.root().resolve("api/events"))) {
      assertThat(there.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void aTriggerMayWaitForEachType() throws IOException {
    assertThat(EventTypes.OWN).containsExactlyInAnyOrderElementsOf(raised());
  }

  @Test
  void theReferenceTellsOfEachType() throws IOException {
    String page = text(Repository.root().resolve("docs/reference/triggers.md"));

    assertThat(raised()).hasSizeGreaterThan(5).allSatisfy(type -> assertThat(page).contains(type));
  }
}
