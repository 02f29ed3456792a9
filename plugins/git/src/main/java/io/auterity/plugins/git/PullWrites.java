package io.auterity.plugins.git;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.git.PullRequestState;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Writes pull requests, each with the event that tells what has become of it. */
record PullWrites(Host host) {

  private static final String UPDATED = "updatedAt";

  /** Stores a pull request without an event. */
  void put(Pull pull) {
    host.documents()
        .write(
            writer -> {
              writer.put(pull.document());
              return pull;
            });
  }

  /** Writes a change, and tells of it unless all is as it was. */
  void change(OpenRepository repository, Pull before, Pull after) {
    Pull same = before.with(UPDATED, Objects.requireNonNull(after.document().body().get(UPDATED)));
    String type =
        before.state() == after.state()
            ? GitEvents.PULL_UPDATED
            : after.state() == PullRequestState.OPEN
                ? GitEvents.PULL_REOPENED
                : GitEvents.PULL_CLOSED;
    host.documents()
        .write(
            writer -> {
              writer.put(after.document());
              if (!same.document().equals(after.document())) {
                tell(writer, type, repository, after);
              }
              return after;
            });
  }

  /** Writes that one is merged and tells of it, unless another has done both. */
  void merge(OpenRepository repository, Pull merged) {
    Document document = merged.document();
    host.documents()
        .write(
            writer -> {
              boolean open =
                  writer
                      .get(document.collection(), document.id())
                      .filter(now -> new Pull(now).state() == PullRequestState.OPEN)
                      .isPresent();
              if (open) {
                writer.put(document);
                tell(writer, GitEvents.PULL_MERGED, repository, merged);
              }
              return merged;
            });
  }

  /** Tells of one as it stands. */
  void tell(Writer writer, String type, OpenRepository repository, Pull pull) {
    String head = pull.state() == PullRequestState.OPEN ? head(repository, pull) : null;
    GitEvents.pull(writer, type, pull.record(host, repository.held(), head, null));
  }

  private static @Nullable String head(OpenRepository repository, Pull pull) {
    try {
      return repository.branch(pull.source()).map(ObjectId::name).orElse(null);
    } catch (IOException e) {
      throw GitErrors.of(e);
    }
  }
}
