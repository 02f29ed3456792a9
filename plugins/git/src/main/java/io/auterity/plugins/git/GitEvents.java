package io.auterity.plugins.git;

import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.json.EventRecord;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** The events of a git host: their types and records are those that webhooks of git hosts have. */
final class GitEvents {

  static final String PULL_CREATED = "git.pull_request.created";
  static final String PULL_UPDATED = "git.pull_request.updated";
  static final String PULL_CLOSED = "git.pull_request.closed";
  static final String PULL_REOPENED = "git.pull_request.reopened";
  static final String PULL_MERGED = "git.pull_request.merged";

  private static final String PUSH = "git.push";
  private static final String BRANCH_CREATED = "git.branch.created";
  private static final String BRANCH_DELETED = "git.branch.deleted";
  private static final String TAG_CREATED = "git.tag.created";
  private static final String TAG_DELETED = "git.tag.deleted";

  static final List<String> TYPES =
      List.of(
          PUSH,
          BRANCH_CREATED,
          BRANCH_DELETED,
          TAG_CREATED,
          TAG_DELETED,
          PULL_CREATED,
          PULL_UPDATED,
          PULL_CLOSED,
          PULL_REOPENED,
          PULL_MERGED);

  private static final Shapes RESULTS = Shapes.ofResults();

  private GitEvents() {}

  /** Tells of a ref that has moved, and of a branch or tag that is new or gone. */
  static void moved(Writer writer, String repository, RefMoves.Move move, @Nullable String by) {
    Json.Obj push =
        Json.EMPTY
            .with("repository", Json.of(repository))
            .with("ref", Json.of(move.ref()))
            .with("before", Json.of(move.before().name()))
            .with("after", Json.of(move.after().name()));
    writer.raise(new RaisedEvent(PUSH, repository, by(push, by)));
    boolean created = move.before().equals(ObjectId.zeroId());
    if (!created && !move.after().equals(ObjectId.zeroId())) {
      return;
    }
    boolean branch = move.ref().startsWith(Constants.R_HEADS);
    String prefix = branch ? Constants.R_HEADS : Constants.R_TAGS;
    Json.Obj named =
        Json.EMPTY
            .with("repository", Json.of(repository))
            .with("name", Json.of(move.ref().substring(prefix.length())));
    String type =
        branch ? created ? BRANCH_CREATED : BRANCH_DELETED : created ? TAG_CREATED : TAG_DELETED;
    writer.raise(new RaisedEvent(type, repository, by(named, by)));
  }

  private static Json.Obj by(Json.Obj record, @Nullable String by) {
    return by == null ? record : record.with("by", Json.of(by));
  }

  /** Tells of a pull request as it stands. */
  static void pull(Writer writer, String type, PullRequest pull) {
    Json.Obj record = (Json.Obj) RESULTS.write(pull, PullRequest.class);
    writer.raise(new RaisedEvent(type, pull.ref().id(), EventRecord.fitting(record, "body")));
  }
}
