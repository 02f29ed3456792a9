package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.WhichCommit;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Commits: made on branches, read and listed. */
record Commits(Host host, Repositories repositories, RepositoryStore shelf, BranchRules rules) {

  /** Of the messages of one page, which is shorter where they are long. */
  private static final long MOST_CHARACTERS = 4L << 20;

  private static final Pattern PLACE = Pattern.compile("([0-9a-f]{40})\\+([0-9]{1,9})");

  GitCommit create(NewCommit input, Call call) {
    GitNames.checkRef("branch", input.branch());
    GitNames.message("message", input.message());
    FileChanges changes = FileChanges.checked(input.changes());
    return repositories.changing(
        input.repository(), call, repository -> create(repository, input, changes, call));
  }

  private GitCommit create(
      OpenRepository repository, NewCommit input, FileChanges changes, Call call)
      throws IOException {
    List<String> asked =
        List.of(
            input.repository().id(),
            input.branch(),
            input.message(),
            String.valueOf(input.expectedHead()),
            changes.digest());
    Optional<ObjectId> tip = repository.branch(input.branch());
    Optional<ObjectId> made = host.claims().earlier(call, asked).map(ObjectId::fromString);
    if (made.isPresent() && tip.isPresent() && repository.contains(tip.get(), made.get())) {
      return OpenRepository.record(repository.parsed(made.get()));
    }
    rules.requireOpen(repository.held(), input.branch());
    requireHead(repository, input, tip);
    host.directory().require(changes.bytes());
    ObjectId commit = insert(repository, input, changes, tip, call);
    String ref = Constants.R_HEADS + input.branch();
    host.claims()
        .making(
            call,
            asked,
            commit.name(),
            () -> repository.move(ref, tip.orElse(ObjectId.zeroId()), commit));
    return OpenRepository.record(repository.parsed(commit));
  }

  private static void requireHead(
      OpenRepository repository, NewCommit input, Optional<ObjectId> tip) throws IOException {
    if (tip.isEmpty() && !repository.isEmpty()) {
      repository.requireBranch("branch", input.branch());
    }
    String head = tip.map(ObjectId::name).orElse("");
    if (input.expectedHead() != null && !head.equals(input.expectedHead())) {
      throw GitErrors.conflict(
          "expectedHead",
          "branch %s is at %s, not at %s".formatted(input.branch(), head, input.expectedHead()));
    }
  }

  private ObjectId insert(
      OpenRepository repository,
      NewCommit input,
      FileChanges changes,
      Optional<ObjectId> tip,
      Call call)
      throws IOException {
    DirCache files =
        tip.isEmpty()
            ? DirCache.newInCore()
            : new PathBudget("branch", call).files(repository, tip.get());
    try (ObjectInserter inserter = repository.git().newObjectInserter()) {
      ObjectId tree = changes.applied(files, inserter);
      List<ObjectId> parents = tip.map(List::of).orElse(List.of());
      ObjectId commit = repository.insert(inserter, tree, parents, input.message(), host.person());
      inserter.flush();
      return commit;
    }
  }

  GitCommit get(WhichCommit input) {
    return shelf.reading(
        repositories.held(input.repository()),
        repository ->
            OpenRepository.record(repository.parsed(repository.commit("sha", input.sha()))));
  }

  Page<GitCommit> list(CommitQuery query, Call call) {
    int limit = Host.LIMIT.of(query.limit());
    String path = query.path();
    if (path != null) {
      GitNames.checkPath("path", path);
    }
    return shelf.reading(
        repositories.held(query.repository()), repository -> list(repository, query, limit, call));
  }

  // A place is where the list began and how many came before: what a commit follows never changes.
  private Page<GitCommit> list(OpenRepository repository, CommitQuery query, int limit, Call call)
      throws IOException {
    if (query.branch() == null && repository.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    Place place = place(repository, query);
    try (RevWalk walk = walk(repository, query, place)) {
      List<GitCommit> found = new ArrayList<>();
      int seen = 0;
      long characters = 0;
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        Cancelled.check(call);
        if (isSince(commit, query.since()) && seen++ >= place.offset()) {
          if (found.size() == limit || characters > MOST_CHARACTERS) {
            return new Page<>(found, place.after(found.size()));
          }
          GitCommit told = OpenRepository.record(commit);
          characters += told.message().length();
          found.add(told);
        }
        commit.disposeBody();
      }
      return new Page<>(found, null);
    }
  }

  private static RevWalk walk(OpenRepository repository, CommitQuery query, Place place)
      throws IOException {
    RevWalk walk = new RevWalk(repository.git());
    walk.markStart(walk.parseCommit(place.start()));
    if (query.path() != null) {
      walk.setTreeFilter(
          AndTreeFilter.create(PathFilter.create(query.path()), TreeFilter.ANY_DIFF));
      walk.setRewriteParents(false);
    }
    return walk;
  }

  private static boolean isSince(RevCommit commit, @Nullable Instant since) {
    return since == null || !commit.getCommitterIdent().getWhenAsInstant().isBefore(since);
  }

  private static Place place(OpenRepository repository, CommitQuery query) throws IOException {
    Cursor cursor = query.cursor();
    if (cursor == null) {
      String from = Objects.requireNonNullElse(query.branch(), repository.held().defaultBranch());
      return new Place(repository.commit("branch", from), 0);
    }
    Matcher place = PLACE.matcher(cursor.value());
    if (!place.matches()) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return new Place(repository.commit("cursor", place.group(1)), Integer.parseInt(place.group(2)));
  }

  private record Place(ObjectId start, int offset) {
    Cursor after(int more) {
      return new Cursor(start.name() + "+" + (offset + more));
    }
  }
}
