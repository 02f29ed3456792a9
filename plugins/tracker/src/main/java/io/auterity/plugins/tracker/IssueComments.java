package io.auterity.plugins.tracker;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Comments of issues as documents. */
record IssueComments(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "comment";
  static final String ISSUE = "issue";

  private static final String TEXT = "body";
  private static final String AUTHOR = "author";

  /**
   * Adds a comment.
   *
   * @param author id of who writes it; null where the platform does not tell
   */
  IssueComment create(NewIssueComment input, Optional<String> callKey, @Nullable String author) {
    TrackerRules.checkFilled(TEXT, input.body());
    String issue = input.issue().id();
    Instant now = store.now();
    Document stored =
        store.addOnce(
            COLLECTION,
            callKey,
            Json.array(List.of(Json.of(issue), Json.of(input.body()))),
            writer -> {
              Issues.growing(writer, issue);
              Document made =
                  new Document(
                      COLLECTION,
                      "c" + writer.next(COLLECTION),
                      body(issue, input.body(), author, now));
              TrackerEvents.comment(writer, TrackerEvents.COMMENT_CREATED, comment(made));
              return new TrackerDocuments.Wanted(made, Map.of());
            },
            other -> new IllegalStateException("comments have no unique key"));
    return comment(stored);
  }

  private static Json.Obj body(String issue, String text, @Nullable String author, Instant now) {
    Json.Obj body =
        Json.EMPTY
            .with(ISSUE, Json.of(issue))
            .with(TEXT, Json.of(text))
            .with("createdAt", Json.of(now.toString()))
            .with("updatedAt", Json.of(now.toString()));
    return author == null ? body : body.with(AUTHOR, Json.of(author));
  }

  Page<IssueComment> list(IssueCommentQuery query) {
    String issue = issues.get(query.issue()).key();
    Json.Obj filter = Json.EMPTY.with(ISSUE, Json.of(issue));
    return store.page(COLLECTION, filter, query.cursor(), query.limit(), this::comment);
  }

  IssueComment update(IssueCommentUpdate update) {
    TrackerRules.checkFilled(TEXT, update.body());
    return comment(
        store.write(
            writer -> {
              Document before = required(writer, update.comment());
              Json.Obj body =
                  before
                      .body()
                      .with(TEXT, Json.of(update.body()))
                      .with("updatedAt", Json.of(store.now().toString()));
              Document after = new Document(COLLECTION, before.id(), body);
              writer.put(after);
              TrackerEvents.comment(writer, TrackerEvents.COMMENT_UPDATED, comment(after));
              return after;
            }));
  }

  Done delete(Ref comment) {
    return store.write(
        writer -> {
          Document last = required(writer, comment);
          writer.delete(COLLECTION, last.id());
          TrackerEvents.comment(writer, TrackerEvents.COMMENT_DELETED, comment(last));
          return Done.DONE;
        });
  }

  private static Document required(Writer writer, Ref comment) {
    return writer
        .get(COLLECTION, comment.id())
        .orElseThrow(() -> TrackerErrors.unknown("comment", comment.id()));
  }

  private IssueComment comment(Document document) {
    Fields fields = Fields.of(document.body());
    return new IssueComment(
        store.ref(document.id()),
        store.ref(fields.text(ISSUE)),
        fields.text(TEXT),
        fields.optionalText(AUTHOR).orElse(null),
        Instant.parse(fields.text("createdAt")),
        Instant.parse(fields.text("updatedAt")));
  }
}
