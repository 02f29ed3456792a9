package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.spi.knowledge.Space;
import java.time.Instant;

/** A space as read from its file. */
record SpaceFile(long number, String name, String description, Instant createdAt) {

  static final String FOLDER = "spaces";

  static SpaceFile of(long number, FrontMatter file) {
    return new SpaceFile(
        number, file.text("name"), file.text("description"), file.time("createdAt"));
  }

  byte[] bytes() {
    Json.Obj facts =
        Json.EMPTY
            .with("name", Json.of(name))
            .with("description", Json.of(description))
            .with("createdAt", Json.of(createdAt.toString()));
    return new FrontMatter(facts, "").bytes();
  }

  String path() {
    return path(number);
  }

  static String path(long number) {
    return "%s/%d.md".formatted(FOLDER, number);
  }

  Space record(KnowledgeContext knowledgeContext) {
    return new Space(
        knowledgeContext.ref(number),
        name,
        description.isEmpty() ? null : description,
        null,
        createdAt,
        Json.EMPTY);
  }
}
