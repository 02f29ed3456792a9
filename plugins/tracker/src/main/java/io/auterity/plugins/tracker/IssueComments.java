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

/** Comments of issues as documents. */
record IssueComments(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "comment";
  static final String ISSUE = "issue";

  private static final String TEXT = "body";

  IssueComment create(NewIssueComment input, Optional<String> callKey) {
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
              return new TrackerDocuments.Wanted(
                  new Document(
                      COLLECTION, "c" + writer.next(COLLECTION), body(issue, input.body(), now)),
                  Map.of());
            },
            other -> new IllegalStateException("comments have no unique key"));
    return comment(stored);
  }

  private static Json.Obj body(String issue, String text, Instant now) {
    return Json.EMPTY
        .with(ISSUE, Json.of(issue))
        .with(TEXT, Json.of(text))
        .with("createdAt", Json.of(now.toString()))
        .with("updatedAt", Json.of(now.toString()));
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
              return after;
            }));
  }

  Done delete(Ref comment) {
    return store.write(
        writer -> {
          writer.delete(COLLECTION, required(writer, comment).id());
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
        null,
        Instant.parse(fields.text("createdAt")),
        Instant.parse(fields.text("updatedAt")));
  }
}
