package io.auterity.plugins.git;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as it is kept.
 *
 * <p>A merge is written down ({@code merging}: the commit that the target shall point to, and the
 * call) before the target is moved, and the state after it. A reader that finds an open pull
 * request whose target has that commit knows that the process ended between the two.
 */
record Pull(Document document) {

  static Pull of(StoredRepository storedRepository, long number, Json.Obj body) {
    return new Pull(new Document(Host.pulls(storedRepository.id()), Long.toString(number), body));
  }

  int number() {
    return Integer.parseInt(document.id());
  }

  String title() {
    return text("title");
  }

  String source() {
    return text("source");
  }

  String target() {
    return text("target");
  }

  PullRequestState state() {
    return PullRequestState.valueOf(text("state"));
  }

  boolean draft() {
    return document.body().get("draft") instanceof Json.Bool(boolean draft) && draft;
  }

  @Nullable String mergeSha() {
    return document.body().text("mergeSha");
  }

  /** The commit that a merge, begun and perhaps done, puts at the target. */
  @Nullable String merging() {
    return document.body().text("merging");
  }

  /** What names the call that merged it; empty when that had no key. */
  String mergeCall() {
    return Objects.requireNonNullElse(document.body().text("mergeCall"), "");
  }

  Pull with(String field, Json value) {
    return new Pull(
        new Document(document.collection(), document.id(), document.body().with(field, value)));
  }

  Pull with(PullRequestState state, Instant now) {
    return with("state", Json.of(state.name())).with("updatedAt", Json.of(now.toString()));
  }

  /** The begun merge has been done. */
  Pull merged(Instant now) {
    return with(PullRequestState.MERGED, now)
        .with("mergeSha", Json.of(Objects.requireNonNull(merging())));
  }

  PullRequest record(
      Host host,
      StoredRepository storedRepository,
      @Nullable String head,
      @Nullable Boolean mergeable) {
    Json.Obj body = document.body();
    return new PullRequest(
        new Ref(host.provider(), storedRepository.path() + "#" + document.id()),
        number(),
        title(),
        text("body"),
        state(),
        draft(),
        source(),
        null,
        target(),
        text("author"),
        head == null ? body.text("headSha") : head,
        mergeSha(),
        mergeable,
        null,
        Instant.parse(text("createdAt")),
        Instant.parse(text("updatedAt")));
  }

  private String text(String field) {
    return Objects.requireNonNull(document.body().text(field), field);
  }
}
