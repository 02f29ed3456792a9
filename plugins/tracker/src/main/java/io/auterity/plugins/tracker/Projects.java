package io.auterity.plugins.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Projects as documents; the key of a project is unique, and so is that of the call that made it.
 */
record Projects(TrackerDocuments store) {

  static final String COLLECTION = "project";

  private static final String KEY = "key";
  private static final String DELETING = "deleting";
  private static final String ARCHIVED = "archived";
  private static final String DESCRIPTION = "description";
  private static final String ASKED = "asked";

  Project create(NewProject input, Optional<String> callKey) {
    TrackerRules.checkKey(input.key());
    TrackerRules.checkLine("name", input.name());
    Json.Obj plain = Json.EMPTY.with(KEY, Json.of(input.key())).with("name", Json.of(input.name()));
    String description = described(input.description());
    Json.Obj body = description.isEmpty() ? plain : described(plain, description);
    return project(store.write(writer -> addOrFind(writer, body, callKey)));
  }

  private static Document addOrFind(Writer writer, Json.Obj body, Optional<String> callKey) {
    String key = Fields.of(body).text(KEY);
    Json asked = Json.of(CallKey.digest(body));
    Document wanted =
        new Document(COLLECTION, "p" + writer.next(COLLECTION), body.with(ASKED, asked));
    Added added = writer.addOrGet(wanted, CallKey.with(KEY, key, callKey));
    Json.Obj stored = added.document().body();
    if (added.created() || CallKey.holds(writer, added.document(), callKey)) {
      // Projects of earlier versions are as they were asked for.
      CallKey.requireSame(callKey, asked.equals(stored.get(ASKED)) || stored.equals(body));
      return added.document();
    }
    throw TrackerErrors.projectExists(key);
  }

  private static String described(@Nullable String description) {
    String text = Objects.requireNonNullElse(description, "");
    TrackerRules.checkText(DESCRIPTION, text);
    return text;
  }

  private static Json.Obj described(Json.Obj body, String description) {
    return body.with(DESCRIPTION, Json.of(description));
  }

  Project get(Ref project) {
    return project(found(store.documents().find(COLLECTION, KEY, project.id()), project.id()));
  }

  Page<Project> list(ProjectQuery query) {
    return store.page(COLLECTION, Json.EMPTY, query.cursor(), query.limit(), this::project);
  }

  Project update(ProjectUpdate update) {
    String key = update.project().id();
    return project(
        store.write(
            writer -> {
              Document before = found(writer.find(COLLECTION, KEY, key), key);
              Document after = new Document(COLLECTION, before.id(), changed(before, update));
              writer.put(after);
              return after;
            }));
  }

  private Json.Obj changed(Document before, ProjectUpdate update) {
    Project one = project(before);
    String name = kept("name", update.name(), one.name());
    TrackerRules.checkLine("name", name);
    boolean archived = kept(ARCHIVED, update.archived(), one.archived());
    Json.Obj body = before.body().with("name", Json.of(name)).with(ARCHIVED, Json.of(archived));
    return switch (update.description()) {
      case Change.Set<String>(String text) -> described(body, described(text));
      case Change.Clear<String>() -> described(body, "");
      default -> body;
    };
  }

  private static <T> T kept(String field, Change<T> change, T before) {
    return switch (change) {
      case Change.Set<T>(T value) -> value;
      case Change.Clear<T>() -> throw Refusal.invalid(field, "cannot be cleared: give a value");
      default -> before;
    };
  }

  /**
   * Deletes a project. It takes nothing new from the beginning on, and its key is free at the end;
   * where this breaks off, a repetition goes on.
   *
   * @param empty removes what the project holds
   */
  Done delete(Ref project, Consumer<String> empty) {
    String key = project.id();
    store.write(
        writer -> {
          Document before = found(writer.find(COLLECTION, KEY, key), key);
          Document after =
              new Document(COLLECTION, before.id(), before.body().with(DELETING, Json.of(true)));
          writer.put(after);
          return after;
        });
    empty.accept(key);
    store.write(
        writer -> {
          writer.find(COLLECTION, KEY, key).ifPresent(last -> writer.delete(COLLECTION, last.id()));
          return key;
        });
    return Done.DONE;
  }

  /**
   * Refuses a project that is not there.
   *
   * @return its key
   */
  static String require(Documents documents, Ref project) {
    found(documents.find(COLLECTION, KEY, project.id()), project.id());
    return project.id();
  }

  /** Refuses a project that is not there, or takes nothing new. */
  static void requireOpen(Writer writer, String key) {
    Json.Obj body = found(writer.find(COLLECTION, KEY, key), key).body();
    if (isTrue(body, DELETING) || isTrue(body, ARCHIVED)) {
      throw TrackerErrors.projectClosed(key);
    }
  }

  /** Refuses a project that is being deleted; one that is archived keeps what people say. */
  static void requireKept(Writer writer, @Nullable String key) {
    boolean deleting =
        writer
            .find(COLLECTION, KEY, String.valueOf(key))
            .filter(project -> isTrue(project.body(), DELETING))
            .isPresent();
    if (deleting) {
      throw TrackerErrors.projectClosed(String.valueOf(key));
    }
  }

  private static Document found(Optional<Document> project, String key) {
    return project.orElseThrow(() -> TrackerErrors.unknownProject(key));
  }

  private static boolean isTrue(Json.Obj body, String name) {
    return body.get(name) instanceof Json.Bool(boolean value) && value;
  }

  private Project project(Document document) {
    Fields fields = Fields.of(document.body());
    String key = fields.text(KEY);
    return new Project(
        store.ref(key),
        key,
        fields.text("name"),
        fields.optionalText(DESCRIPTION).filter(text -> !text.isEmpty()).orElse(null),
        isTrue(document.body(), ARCHIVED));
  }
}
