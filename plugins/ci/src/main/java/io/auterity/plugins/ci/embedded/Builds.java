package io.auterity.plugins.ci.embedded;

import io.auterity.plugins.ci.embedded.BuiltRepositories.Wanted;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ci.Build;
import io.auterity.spi.ci.BuildQuery;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.EventRecord;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The store of builds: each is a document that is there before its run is started, under a key of
 * its own. Builds of a repository are numbered from 1, and once more those of a branch, so that
 * both are listed from the newest on; a number may be missing.
 */
record Builds(String provider, Documents documents, InstantSource clock) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);

  /** Builds of a repository that are kept. */
  private static final int MOST_KEPT = 1_000;

  /** Is raised with each build whose run has been started. */
  static final String STARTED = "ci.build.started";

  private static final Shapes RESULTS = Shapes.ofResults();
  private static final String BUILD = "build";
  private static final String COUNT = "count";
  private static final String CALL = "call";
  private static final String PLACE = "place";
  private static final String ON_BRANCH = "on-branch";
  private static final String LAST = "last";

  /** A build and whether this call has added it. */
  record New(BuildRecord build, boolean added) {}

  /** The build that an earlier attempt of the call made. */
  Optional<BuildRecord> earlier(SameBuild wanted) {
    return wanted
        .key()
        .flatMap(key -> documents.find(BUILD, CALL, key))
        .map(document -> same(document, wanted.asked()));
  }

  private static BuildRecord same(Document document, String asked) {
    if (!asked.equals(document.body().text("asked"))) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          Failure.IDEMPOTENCY_KEY,
          "this idempotency key was used with another input; use a new key for a new build");
    }
    return kept(document);
  }

  /** Keeps a build that is to be run, once for each key of a call. */
  New add(Wanted wanted, String workflow, Json.Obj input, SameBuild same) {
    String run = UUID.randomUUID().toString();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return documents.write(
        writer -> {
          Optional<Document> earlier = same.key().flatMap(key -> writer.find(BUILD, CALL, key));
          if (earlier.isPresent()) {
            return new New(same(earlier.get(), same.asked()), false);
          }
          long number = next(writer, wanted.repository());
          expire(writer, wanted.repository(), number - MOST_KEPT);
          String branch = wanted.branch();
          long onBranch = branch == null ? 0 : next(writer, line(wanted.repository(), branch));
          BuildRecord build =
              new BuildRecord(
                  run,
                  wanted.repository(),
                  number,
                  wanted.ref(),
                  branch,
                  onBranch,
                  wanted.sha(),
                  wanted.message(),
                  workflow,
                  input,
                  run,
                  now,
                  false);
          Json.Obj body = build.body().with("asked", Json.of(same.asked()));
          writer.addOrGet(new Document(BUILD, run, body), keys(build, same));
          return new New(build, true);
        });
  }

  private static Map<String, String> keys(BuildRecord build, SameBuild same) {
    Map<String, String> keys = new HashMap<>();
    same.key().ifPresent(key -> keys.put(CALL, key));
    keys.put(PLACE, build.place());
    String branch = build.branch();
    if (branch != null) {
      keys.put(ON_BRANCH, BuildRecord.place(line(build.repository(), branch), build.onBranch()));
    }
    return keys;
  }

  // The count of a branch goes with the last build of it.
  private static void expire(Writer writer, String repository, long number) {
    Optional<Document> old = writer.find(BUILD, PLACE, BuildRecord.place(repository, number));
    if (old.isEmpty()) {
      return;
    }
    writer.delete(BUILD, old.get().id());
    BuildRecord build = kept(old.get());
    String branch = build.branch();
    if (branch != null) {
      writer
          .find(COUNT, LAST, line(repository, branch))
          .filter(count -> last(count) == build.onBranch())
          .ifPresent(count -> writer.delete(COUNT, count.id()));
    }
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

  /**
   * Notes that the run of a build has been started, and tells of it once; it is not started again
   * then.
   *
   * @param told as callers see it
   */
  void started(BuildRecord build, Build told) {
    if (!build.started()) {
      documents.write(
          writer -> {
            writer
                .get(BUILD, build.id())
                .filter(now -> !kept(now).started())
                .ifPresent(now -> started(writer, now, told));
            return build;
          });
    }
  }

  private static void started(Writer writer, Document now, Build told) {
    writer.put(new Document(BUILD, now.id(), BuildRecord.started(now.body())));
    Json.Obj record = (Json.Obj) RESULTS.write(told, Build.class);
    writer.raise(new RaisedEvent(STARTED, told.ref().id(), EventRecord.fitting(record, "message")));
  }

  /** Forgets a build whose run was refused. */
  void forget(BuildRecord build) {
    documents.write(
        writer -> {
          writer.delete(BUILD, build.id());
          return build;
        });
  }

  /**
   * The build that callers name so.
   *
   * @throws CallFailedException {@code not_found}
   */
  BuildRecord get(String place) {
    return documents.find(BUILD, PLACE, place).map(Builds::kept).orElseThrow(() -> unknown(place));
  }

  static CallFailedException unknown(String place) {
    return Refusal.of(FailureCode.NOT_FOUND, BUILD, "there is no build '%s'".formatted(place));
  }

  /** Builds of a repository or of one of its branches, newest first. */
  Page<BuildRecord> list(BuildQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    String repository = query.pipeline().id();
    String branch = query.branch();
    String line = branch == null ? repository : line(repository, branch);
    String key = branch == null ? PLACE : ON_BRANCH;
    long oldest = Math.max(0, last(line) - MOST_KEPT);
    long number = from(query.cursor(), line);
    List<BuildRecord> found = new ArrayList<>();
    for (; number > oldest && found.size() < limit; number--) {
      Cancelled.check(call);
      documents
          .find(BUILD, key, BuildRecord.place(line, number))
          .map(Builds::kept)
          .ifPresent(found::add);
    }
    return new Page<>(found, number > oldest ? new Cursor(Long.toString(number)) : null);
  }

  private long last(String line) {
    return documents.find(COUNT, LAST, line).map(Builds::last).orElse(0L);
  }

  private long from(@Nullable Cursor cursor, String line) {
    long last = last(line);
    if (cursor == null) {
      return last;
    }
    try {
      return Math.min(last, Long.parseLong(cursor.value()));
    } catch (NumberFormatException e) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
  }

  /** A resource of this provider. */
  Ref at(String id) {
    return new Ref(provider, id);
  }

  private static BuildRecord kept(Document document) {
    return BuildRecord.read(document.id(), document.body());
  }
}
