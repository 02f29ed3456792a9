package io.auterity.plugins.ci.embedded;

import io.auterity.plugins.ci.embedded.BuiltRepositories.Wanted;
import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of builds: each is a document that is there before its run is started, under a key
 * of its own. Builds of a repository are numbered from 1, and once more those of a branch, so that
 * both are listed from the newest on; a number may be missing.
 */
record Builds(String provider, Documents documents, InstantSource clock) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final int MOST_HOLES = 1_000;
  private static final String BUILD = "build";
  private static final String COUNT = "count";
  private static final String CALL = "call";
  private static final String PLACE = "place";
  private static final String ON_BRANCH = "on-branch";
  private static final String LAST = "last";

  /**
   * A build as it is kept.
   *
   * @param id of its document
   * @param branch null when it is of a tag
   * @param run key of its run
   * @param input that its workflow is given
   */
  record Kept(
      String id,
      String repository,
      long number,
      String ref,
      @Nullable String branch,
      String sha,
      String message,
      String workflow,
      Json.Obj input,
      String run,
      Instant createdAt) {

    /** As callers name it. */
    String place() {
      return place(repository, number);
    }

    private static String place(String repository, long number) {
      return repository + "#" + number;
    }
  }

  /** The build that an earlier attempt of the call made. */
  Optional<Kept> earlier(Optional<String> callKey, String asked) {
    return callKey
        .flatMap(key -> documents.find(BUILD, CALL, key))
        .map(document -> same(document, asked));
  }

  private static Kept same(Document document, String asked) {
    if (!asked.equals(document.body().text("asked"))) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          Failure.IDEMPOTENCY_KEY,
          "this idempotency key was used with another input; use a new key for a new build");
    }
    return kept(document);
  }

  /** Keeps a build that is to be run, once for each key of a call. */
  Kept add(Wanted wanted, String workflow, Json.Obj input, Optional<String> callKey, String asked) {
    String run = UUID.randomUUID().toString();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return documents.write(
        writer -> {
          Optional<Document> earlier = callKey.flatMap(key -> writer.find(BUILD, CALL, key));
          if (earlier.isPresent()) {
            return same(earlier.get(), asked);
          }
          long number = next(writer, wanted.repository());
          Map<String, String> keys = new HashMap<>();
          callKey.ifPresent(key -> keys.put(CALL, key));
          keys.put(PLACE, Kept.place(wanted.repository(), number));
          String branch = wanted.branch();
          if (branch != null) {
            String line = line(wanted.repository(), branch);
            keys.put(ON_BRANCH, Kept.place(line, next(writer, line)));
          }
          Json.Obj body =
              Json.EMPTY
                  .with("repository", Json.of(wanted.repository()))
                  .with("number", Json.of(number))
                  .with("ref", Json.of(wanted.ref()))
                  .with("branch", Json.of(branch))
                  .with("sha", Json.of(wanted.sha()))
                  .with("message", Json.of(wanted.message()))
                  .with("workflow", Json.of(workflow))
                  .with("input", input)
                  .with("run", Json.of(run))
                  .with("created", Json.of(now.toString()))
                  .with("asked", Json.of(asked));
          Added added = writer.addOrGet(new Document(BUILD, run, body), keys);
          return kept(added.document());
        });
  }

  // No name of a repository or branch holds a line break.
  private static String line(String repository, String branch) {
    return repository + "\n" + branch;
  }

  private static long next(Writer writer, String line) {
    Optional<Document> known = writer.find(COUNT, LAST, line);
    long number = 1 + known.map(Builds::last).orElse(0L);
    Json.Obj body = Json.EMPTY.with(LAST, Json.of(number));
    if (known.isPresent()) {
      writer.put(new Document(COUNT, known.get().id(), body));
    } else {
      writer.addOrGet(new Document(COUNT, UUID.randomUUID().toString(), body), Map.of(LAST, line));
    }
    return number;
  }

  private static long last(Document count) {
    return count.body().get(LAST) instanceof Json.Int(long value) ? value : 0;
  }

  /** Forgets a build whose run was refused. */
  void forget(Kept build) {
    documents.write(
        writer -> {
          writer.delete(BUILD, build.id());
          return build;
        });
  }

  /**
   * The build that callers name so.
   *
   * @throws io.auterity.spi.CallFailedException {@code not_found}
   */
  Kept get(String place) {
    return documents
        .find(BUILD, PLACE, place)
        .map(Builds::kept)
        .orElseThrow(
            () ->
                Refusal.of(
                    FailureCode.NOT_FOUND, BUILD, "there is no build '%s'".formatted(place)));
  }

  /** Builds of a repository or of one of its branches, newest first. */
  Page<Kept> list(BuildQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    String repository = query.pipeline().id();
    String branch = query.branch();
    String line = branch == null ? repository : line(repository, branch);
    String key = branch == null ? PLACE : ON_BRANCH;
    long number = from(query.cursor(), line);
    List<Kept> found = new ArrayList<>();
    for (int holes = 0; number > 0 && found.size() < limit && holes < MOST_HOLES; number--) {
      Cancelled.check(call);
      Optional<Document> build = documents.find(BUILD, key, Kept.place(line, number));
      build.map(Builds::kept).ifPresent(found::add);
      holes = build.isPresent() ? 0 : holes + 1;
    }
    return new Page<>(found, number > 0 ? new Cursor(Long.toString(number)) : null);
  }

  private long from(@Nullable Cursor cursor, String line) {
    if (cursor == null) {
      return documents.find(COUNT, LAST, line).map(Builds::last).orElse(0L);
    }
    try {
      return Long.parseLong(cursor.value());
    } catch (NumberFormatException e) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
  }

  /** A resource of this provider. */
  Ref at(String id) {
    return new Ref(provider, id);
  }

  private static Kept kept(Document document) {
    Json.Obj body = document.body();
    return new Kept(
        document.id(),
        text(body, "repository"),
        body.get("number") instanceof Json.Int(long number) ? number : 0,
        text(body, "ref"),
        body.text("branch"),
        text(body, "sha"),
        text(body, "message"),
        text(body, "workflow"),
        body.get("input") instanceof Json.Obj input ? input : Json.EMPTY,
        text(body, "run"),
        Instant.parse(text(body, "created")));
  }

  private static String text(Json.Obj body, String name) {
    return Objects.requireNonNull(body.text(name), name);
  }
}
