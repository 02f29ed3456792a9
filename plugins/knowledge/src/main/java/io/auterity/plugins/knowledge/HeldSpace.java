package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.spi.knowledge.Space;
import java.time.Instant;

/** A space as its file tells. */
record HeldSpace(long number, String name, String description, Instant createdAt) {

  static final String FOLDER = "spaces";

  static HeldSpace of(long number, FrontMatter file) {
    return new HeldSpace(
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

  Space record(Desk desk) {
    return new Space(
        desk.ref(number),
        name,
        description.isEmpty() ? null : description,
        null,
        createdAt,
        Json.EMPTY);
  }
}
