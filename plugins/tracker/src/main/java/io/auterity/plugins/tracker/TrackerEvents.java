package io.auterity.plugins.tracker;

import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.shape.Shapes;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueState;
import io.auterity.toolkit.json.EventRecord;
import java.util.List;

/**
 * The events of a tracker, each raised by the writer of the change that it tells of. Their types
 * and records are those that webhooks of trackers have.
 */
final class TrackerEvents {

  static final String COMMENT_CREATED = "tracker.comment.created";
  static final String COMMENT_UPDATED = "tracker.comment.updated";
  static final String COMMENT_DELETED = "tracker.comment.deleted";

  private static final String CREATED = "tracker.issue.created";
  private static final String UPDATED = "tracker.issue.updated";
  private static final String CLOSED = "tracker.issue.closed";
  private static final String REOPENED = "tracker.issue.reopened";
  private static final String DELETED = "tracker.issue.deleted";

  static final List<String> TYPES =
      List.of(
          CREATED,
          UPDATED,
          CLOSED,
          REOPENED,
          DELETED,
          COMMENT_CREATED,
          COMMENT_UPDATED,
          COMMENT_DELETED);

  private static final Shapes RESULTS = Shapes.ofResults();
  private static final String BODY = "body";

  private TrackerEvents() {}

  static void created(Writer writer, Issue issue) {
    raise(writer, CREATED, issue);
  }

  static void deleted(Writer writer, Issue issue) {
    raise(writer, DELETED, issue);
  }

  /** Tells what has become of an issue: at most one event, and none where nothing has. */
  static void changed(Writer writer, Issue before, Issue after) {
    if (before.state() != after.state()) {
      raise(writer, after.state() == IssueState.CLOSED ? CLOSED : REOPENED, after);
    } else if (!before.toBuilder().updatedAt(after.updatedAt()).build().equals(after)) {
      raise(writer, UPDATED, after);
    }
  }

  private static void raise(Writer writer, String type, Issue issue) {
    Json.Obj record = (Json.Obj) RESULTS.write(issue, Issue.class);
    writer.raise(
        new RaisedEvent(type, issue.ref().id(), EventRecord.fitting(record, BODY, "extra")));
  }

  /** Tells of a comment. */
  static void comment(Writer writer, String type, IssueComment comment) {
    Json.Obj said =
        Json.EMPTY.with("issue", Json.of(comment.issue().id())).with(BODY, Json.of(comment.body()));
    String author = comment.author();
    Json.Obj record = author == null ? said : said.with("author", Json.of(author));
    writer.raise(new RaisedEvent(type, comment.issue().id(), EventRecord.fitting(record, BODY)));
  }
}
