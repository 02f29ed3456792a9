package io.auterity.plugins.git;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.git.Merge;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestState;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Merges pull requests, as {@link Pull} says: written down, done, written down. */
record Merges(Host host, Pulls pulls, Repositories repositories, BranchRules rules) {

  Merge merge(PullRequestMerge input, Call call) {
    Pulls.Place place = pulls.place(input.pull());
    if (input.message() != null) {
      GitNames.message("message", input.message());
    }
    return repositories.changing(
        place.repository(),
        call,
        repository -> {
          Pull pull = pulls.settled(repository, pulls.stored(repository.held(), place.number()));
          return merge(repository, pull, input, call);
        });
  }

  private static String key(PullRequestMerge input, Call call) {
    return call.idempotencyKey().map(key -> CallClaims.digest(key + " " + input)).orElse("");
  }

  private Merge merge(OpenRepository repository, Pull pull, PullRequestMerge input, Call call)
      throws IOException {
    String key = key(input, call);
    boolean repeated = !key.isEmpty() && key.equals(pull.mergeCall());
    if (pull.state() == PullRequestState.MERGED && repeated) {
      return new Merge(true, pull.mergeSha());
    }
    requireOpen(pull);
    ObjectId head = repository.requireBranch("pull", pull.source());
    ObjectId target = repository.requireBranch("pull", pull.target());
    requireHead(input, head);
    if (repository.contains(target, head)) {
      throw GitErrors.conflict(
          "pull", "%s has no commit that %s lacks".formatted(pull.source(), pull.target()));
    }
    rules.requireMet(repository.held(), pull.target(), pull.number(), head);
    host.directory().require(RepositoryStore.EMPTY_BYTES);
    ObjectId commit = commit(new Merging(repository, call), pull, input, target, head);
    Pull begun =
        pull.with("merging", Json.of(commit.name()))
            .with("mergeCall", Json.of(key))
            .with("headSha", Json.of(head.name()));
    pulls.writes().put(begun);
    repository.move(Constants.R_HEADS + pull.target(), target, commit);
    putMerged(repository, begun);
    return new Merge(true, commit.name());
  }

  private void putMerged(OpenRepository repository, Pull begun) {
    try {
      pulls.writes().merge(repository, begun.merged(host.now()));
    } catch (CallFailedException e) {
      throw new CallFailedException(e.failure().withApplied(Applied.YES));
    }
  }

  private static void requireOpen(Pull pull) {
    if (pull.state() != PullRequestState.OPEN || pull.draft()) {
      String state = pull.state() == PullRequestState.OPEN ? "a draft" : pull.state().name();
      throw GitErrors.conflict(
          "pull",
          "pull request #%d is %s"
              .formatted(pull.number(), state.toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private static void requireHead(PullRequestMerge input, ObjectId head) {
    if (input.sha() != null && !input.sha().equals(head.name())) {
      throw GitErrors.conflict(
          "sha", "the source is at %s, not at %s".formatted(head.name(), input.sha()));
    }
  }

  private static ObjectId commit(
      Merging merging, Pull pull, PullRequestMerge input, ObjectId target, ObjectId head)
      throws IOException {
    return switch (Objects.requireNonNullElse(input.method(), MergeMethod.MERGE)) {
      case MERGE ->
          merging.merge(
              target,
              head,
              Objects.requireNonNullElse(
                  input.message(),
                  "Merge pull request #%d from %s\n\n%s"
                      .formatted(pull.number(), pull.source(), pull.title())));
      case SQUASH ->
          merging.squash(
              target,
              head,
              Objects.requireNonNullElse(
                  input.message(), "%s (#%d)".formatted(pull.title(), pull.number())));
      case REBASE -> merging.rebase(target, head);
    };
  }
}
