package io.auterity.plugins.knowledge;

import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The event about each commit.
 *
 * <p>A commit lies on the disk and its event in the database, so the event is written down before
 * the branch moves, and raised after it. What a sudden end leaves written down is raised, or
 * forgotten, with the next write or check, by whether the branch has the commit.
 */
record CommitEvents(Documents documents) {

  static final String COLLECTION = "telling";

  private static final int MOST = 100;
  private static final String TYPE = "type";
  private static final String SUBJECT = "subject";
  private static final String RECORD = "record";

  /**
   * Writes down what is told once the branch has the commit.
   *
   * @param by who makes it; null where that is not known
   */
  void begin(ObjectId commit, RaisedEvent event, @Nullable String by) {
    Json.Obj record = by == null ? event.record() : event.record().with("by", Json.of(by));
    Json.Obj body =
        Json.EMPTY
            .with(TYPE, Json.of(event.type()))
            .with(SUBJECT, Json.of(event.subject()))
            .with(RECORD, record);
    Document noted = new Document(COLLECTION, commit.name(), body);
    var _ = documents.write(writer -> writer.addOrGet(noted, Map.of()));
  }

  /**
   * Tells of a commit, or forgets it.
   *
   * @param done whether the branch has it
   */
  void end(ObjectId commit, boolean done) {
    var _ = documents.write(writer -> ended(writer, commit.name(), done));
  }

  private static boolean ended(Writer writer, String commit, boolean done) {
    writer
        .get(COLLECTION, commit)
        .ifPresent(
            noted -> {
              if (done) {
                writer.raise(event(noted.body()));
              }
              writer.delete(COLLECTION, commit);
            });
    return done;
  }

  private static RaisedEvent event(Json.Obj body) {
    return new RaisedEvent(
        Objects.requireNonNull(body.text(TYPE)),
        Objects.requireNonNull(body.text(SUBJECT)),
        body.get(RECORD) instanceof Json.Obj record ? record : Json.EMPTY);
  }

  /** Raises the events of commits that an ended server left behind; no other writer may run. */
  void settle(Repository git, @Nullable ObjectId head) throws IOException {
    List<Document> left = documents.list(COLLECTION, Json.EMPTY, null, MOST);
    for (Document noted : left) {
      ObjectId commit = ObjectId.fromString(noted.id());
      end(commit, head != null && has(git, head, commit));
    }
  }

  private static boolean has(Repository git, ObjectId head, ObjectId commit) throws IOException {
    if (!git.getObjectDatabase().has(commit)) {
      return false;
    }
    try (RevWalk walk = new RevWalk(git)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head));
    }
  }
}
