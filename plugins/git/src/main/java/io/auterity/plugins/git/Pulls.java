package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Pull requests: documents, numbered within their repository. Each look settles a begun merge. */
record Pulls(Host host, Repositories repositories, RepositoryStore shelf, PullWrites writes) {

  private static final Pattern ID = Pattern.compile("(.+)#([1-9][0-9]{0,8})");

  /** Where a pull request is. */
  record Place(Ref repository, StoredRepository held, String number) {}

  Place place(Ref pull) {
    Matcher id = ID.matcher(pull.id());
    if (!id.matches()) {
      throw unknown(pull.id());
    }
    Ref repository = new Ref(pull.provider(), id.group(1));
    return new Place(repository, repositories.held(repository), id.group(2));
  }

  PullRequest create(NewPullRequest input, Call call) {
    GitNames.line("title", input.title());
    GitNames.text("body", Objects.requireNonNullElse(input.body(), ""));
    requireSame(input);
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          StoredRepository held = repository.held();
          Optional<String> earlier = host.claims().earlier(call, input);
          if (earlier.isEmpty()) {
            requireOpenable(repository, null, input.source(), input.target());
            requireWalkable(repository, input, call);
          }
          String number =
              host.claims()
                  .once(
                      call,
                      input,
                      writer -> {
                        Pull pull = Pull.of(held, writer.next(Host.pulls(held.id())), body(input));
                        writer.addOrGet(pull.document(), Map.of());
                        writes.tell(writer, GitEvents.PULL_CREATED, repository, pull);
                        return pull.document().id();
                      });
          return shown(repository, stored(held, number), call);
        });
  }

  private static void requireWalkable(OpenRepository repository, NewPullRequest input, Call call)
      throws IOException {
    new PathBudget("source", call)
        .require(repository, repository.requireBranch("source", input.source()));
    new PathBudget("target", call)
        .require(repository, repository.requireBranch("target", input.target()));
  }

  private static void requireSame(NewPullRequest input) {
    Ref source = input.sourceRepository();
    if (source != null && !source.equals(input.repository())) {
      throw Refusal.invalid(
          "sourceRepository", "must be the repository itself: this host merges no forks");
    }
  }

  private Json.Obj body(NewPullRequest input) {
    String now = host.now().toString();
    return Json.EMPTY
        .with("title", Json.of(input.title()))
        .with("body", Json.of(Objects.requireNonNullElse(input.body(), "")))
        .with("state", Json.of(PullRequestState.OPEN.name()))
        .with("draft", Json.of(Boolean.TRUE.equals(input.draft())))
        .with("source", Json.of(input.source()))
        .with("target", Json.of(input.target()))
        .with("author", Json.of(host.config().committer().name()))
        .with("createdAt", Json.of(now))
        .with("updatedAt", Json.of(now));
  }

  private void requireOpenable(
      OpenRepository repository, @Nullable Pull self, String source, String target)
      throws IOException {
    ObjectId head = repository.requireBranch("source", source);
    ObjectId base = repository.requireBranch("target", target);
    if (source.equals(target) || repository.contains(base, head)) {
      throw Refusal.invalid("source", "has no commit that %s lacks".formatted(target));
    }
    Json.Obj same =
        Json.EMPTY
            .with("source", Json.of(source))
            .with("target", Json.of(target))
            .with("state", Json.of(PullRequestState.OPEN.name()));
    for (Document open :
        host.documents().list(Host.pulls(repository.held().id()), same, null, 10)) {
      Pull other = settled(repository, new Pull(open));
      boolean another = self == null || self.number() != other.number();
      if (another && other.state() == PullRequestState.OPEN) {
        throw GitErrors.conflict(
            "source",
            "pull request #%d from %s to %s is open already"
                .formatted(other.number(), source, target));
      }
    }
  }

  PullRequest get(Ref pull, Call call) {
    Place place = place(pull);
    return shelf.reading(
        place.held(), repository -> shown(repository, stored(place.held(), place.number()), call));
  }

  Page<PullRequest> list(PullRequestQuery query, Call call) {
    int limit = Host.LIMIT.of(query.limit());
    StoredRepository held = repositories.held(query.repository());
    PullRequestState state = query.state();
    Json.Obj filter = state == null ? Json.EMPTY : Json.EMPTY.with("state", Json.of(state.name()));
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found = host.documents().list(Host.pulls(held.id()), filter, after, limit + 1);
    Page<Document> page = Pages.ofOneMore(found, limit, Document::id);
    return shelf.reading(
        held,
        repository -> {
          Cancelled.check(call);
          List<PullRequest> shown = new ArrayList<>();
          for (Document document : page.items()) {
            PullRequest pull = shown(repository, new Pull(document), null);
            if (state == null || pull.state() == state) {
              shown.add(pull);
            }
          }
          return new Page<>(shown, page.next());
        });
  }

  PullRequest update(PullRequestUpdate update, Call call) {
    Place place = place(update.pull());
    return repositories.changing(
        place.repository(),
        call,
        repository -> {
          Pull before = settled(repository, stored(repository.held(), place.number()));
          Pull after = changed(repository, before, update);
          writes.change(repository, before, after);
          return shown(repository, after, call);
        });
  }

  private Pull changed(OpenRepository repository, Pull before, PullRequestUpdate update)
      throws IOException {
    Pull after = before.with("updatedAt", Json.of(host.now().toString()));
    after = text(after, "title", update.title());
    after = text(after, "body", update.body());
    after = text(after, "target", update.target());
    if (required("draft", update.draft()) instanceof Change.Set<Boolean>(Boolean draft)) {
      after = after.with("draft", Json.of(draft));
    }
    if (required("state", update.state())
        instanceof Change.Set<PullRequestState>(PullRequestState state)) {
      after = standing(repository, after, state);
    }
    boolean moved = after.state() != before.state() || !after.target().equals(before.target());
    if (moved && before.state() == PullRequestState.MERGED) {
      throw GitErrors.conflict("pull", "pull request #%d is merged".formatted(before.number()));
    }
    if (moved && after.state() == PullRequestState.OPEN) {
      requireOpenable(repository, after, after.source(), after.target());
    }
    return after;
  }

  private Pull standing(OpenRepository repository, Pull pull, PullRequestState state)
      throws IOException {
    if (state == PullRequestState.MERGED) {
      throw Refusal.invalid("state", "must be open or closed: merge with git.pull_request.merge");
    }
    Pull after = pull.with("state", Json.of(state.name()));
    Optional<ObjectId> head = repository.branch(pull.source());
    return state == PullRequestState.CLOSED && head.isPresent()
        ? after.with("headSha", Json.of(head.get().name()))
        : after;
  }

  private static Pull text(Pull pull, String field, Change<String> change) {
    return switch (change) {
      case Change.Keep<String> _ -> pull;
      case Change.Set<String>(String text) when field.equals("title") ->
          pull.with(field, Json.of(GitNames.line(field, text)));
      case Change.Set<String>(String text) -> pull.with(field, Json.of(GitNames.text(field, text)));
      case Change.Clear<String> _ when field.equals("body") -> pull.with(field, Json.of(""));
      case Change.Clear<String> _ -> throw Refusal.invalid(field, "cannot be cleared");
    };
  }

  private static <T> Change<T> required(String field, Change<T> change) {
    if (change instanceof Change.Clear<T>) {
      throw Refusal.invalid(field, "cannot be cleared");
    }
    return change;
  }

  Pull stored(StoredRepository held, String number) {
    return host.documents()
        .get(Host.pulls(held.id()), number)
        .map(Pull::new)
        .orElseThrow(() -> unknown(held.path() + "#" + number));
  }

  /** The pull request, told to be merged where its target has what its merge was to bring. */
  Pull settled(OpenRepository repository, Pull pull) throws IOException {
    String merging = pull.merging();
    if (pull.state() != PullRequestState.OPEN || merging == null) {
      return pull;
    }
    Optional<ObjectId> target = repository.branch(pull.target());
    ObjectId commit = ObjectId.fromString(merging);
    if (target.isEmpty() || !repository.contains(target.get(), commit)) {
      return pull;
    }
    Pull merged = pull.merged(host.now());
    writes.merge(repository, merged);
    return merged;
  }

  /** Also whether it can be merged, unless there is no call to find that out in. */
  private PullRequest shown(OpenRepository repository, Pull stored, @Nullable Call alone)
      throws IOException {
    Pull pull = settled(repository, stored);
    if (pull.state() != PullRequestState.OPEN) {
      return pull.record(host, repository.held(), null, null);
    }
    Optional<ObjectId> head = repository.branch(pull.source());
    Optional<ObjectId> base = repository.branch(pull.target());
    Boolean mergeable = null;
    if (alone != null && head.isPresent() && base.isPresent()) {
      mergeable = new Merging(repository, alone).fits(base.get(), head.get());
    }
    return pull.record(host, repository.held(), head.map(ObjectId::name).orElse(null), mergeable);
  }

  static CallFailedException unknown(String id) {
    return GitErrors.unknown("pull", "there is no pull request " + id);
  }
}
