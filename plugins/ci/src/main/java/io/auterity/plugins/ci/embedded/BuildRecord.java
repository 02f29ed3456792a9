package io.auterity.plugins.ci.embedded;

import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored record of a build.
 *
 * @param id of its document
 * @param branch null when it is of a tag
 * @param onBranch its number among those of the branch
 * @param input that its workflow is given
 * @param run key of its run
 * @param started whether its run has been there
 */
record BuildRecord(
    String id,
    String repository,
    long number,
    String ref,
    @Nullable String branch,
    long onBranch,
    String sha,
    String message,
    String workflow,
    Json.Obj input,
    String run,
    Instant createdAt,
    boolean started) {

  private static final String STARTED = "started";

  static BuildRecord read(String id, Json.Obj body) {
    return new BuildRecord(
        id,
        text(body, "repository"),
        whole(body, "number"),
        text(body, "ref"),
        body.text("branch"),
        whole(body, "onBranch"),
        text(body, "sha"),
        text(body, "message"),
        text(body, "workflow"),
        body.get("input") instanceof Json.Obj input ? input : Json.EMPTY,
        text(body, "run"),
        Instant.parse(text(body, "created")),
        Json.of(true).equals(body.get(STARTED)));
  }

  Json.Obj body() {
    return Json.EMPTY
        .with("repository", Json.of(repository))
        .with("number", Json.of(number))
        .with("ref", Json.of(ref))
        .with("branch", Json.of(branch))
        .with("onBranch", Json.of(onBranch))
        .with("sha", Json.of(sha))
        .with("message", Json.of(message))
        .with("workflow", Json.of(workflow))
        .with("input", input)
        .with("run", Json.of(run))
        .with("created", Json.of(createdAt.toString()));
  }

  /** The body of a build of which its run has been there. */
  static Json.Obj started(Json.Obj body) {
    return body.with(STARTED, Json.of(true));
  }

  /** As callers name it. */
  String place() {
    return place(repository, number);
  }

  /** Number so many of a repository or of one of its branches. */
  static String place(String line, long number) {
    return line + "#" + number;
  }

  private static long whole(Json.Obj body, String name) {
    return body.get(name) instanceof Json.Int(long value) ? value : 0;
  }

  private static String text(Json.Obj body, String name) {
    return Objects.requireNonNull(body.text(name), name);
  }
}
