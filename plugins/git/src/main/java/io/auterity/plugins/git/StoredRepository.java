package io.auterity.plugins.git;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.Visibility;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored repository: the inner id that its directory and its documents have for ever, and the
 * body with what may change.
 */
record StoredRepository(String id, Json.Obj body) {

  static final String COLLECTION = "repository";
  static final String OWNER = "owner";

  static StoredRepository read(Document document) {
    return new StoredRepository(document.id(), document.body());
  }

  Document document() {
    return new Document(COLLECTION, id, body);
  }

  StoredRepository with(String field, Json value) {
    return new StoredRepository(id, body.with(field, value));
  }

  String owner() {
    return text(OWNER);
  }

  String name() {
    return text("name");
  }

  /** What others know it by. */
  String path() {
    return owner() + "/" + name();
  }

  String defaultBranch() {
    return text("defaultBranch");
  }

  boolean archived() {
    return body.get("archived") instanceof Json.Bool(boolean archived) && archived;
  }

  GitRepository record(Host host) {
    String forkOf = body.text("forkOf");
    return new GitRepository(
        new Ref(host.provider(), path()),
        owner(),
        name(),
        body.text("description"),
        Visibility.valueOf(text("visibility")),
        defaultBranch(),
        archived(),
        null,
        host.context().address().map(at -> "%s/%s.git".formatted(at, path())).orElse(null),
        instant(body, "createdAt"),
        instant(body, "updatedAt"),
        forkOf == null ? Json.EMPTY : Json.EMPTY.with("forkOf", Json.of(forkOf)));
  }

  private String text(String field) {
    return Objects.requireNonNull(body.text(field), field);
  }

  /** What makes two names the same: hosts and disks that know no case must hold both. */
  static String key(String owner, String name) {
    return (owner + "/" + name).toLowerCase(Locale.ROOT);
  }

  static @Nullable Instant instant(Json.Obj body, String field) {
    String text = body.text(field);
    return text == null ? null : Instant.parse(text);
  }
}
