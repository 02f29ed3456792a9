package io.auterity.plugins.ci.embedded;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf.Asked;
import io.auterity.spi.ci.PipelineTrigger;
import io.auterity.toolkit.Refusal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The repositories that are built, read with the rights of who calls. */
record BuiltRepositories(EmbeddedCiConfig config) {

  private static final String TAG = "refs/tags/";
  private static final String HEAD = "refs/heads/";

  /**
   * A commit that is to be built.
   *
   * @param ref as it was asked for, or the default branch
   * @param branch null when it is a tag
   */
  record Wanted(
      String repository, String ref, @Nullable String branch, String sha, String message) {}

  /** The commit that a reference stands for now; the default branch's where there is none. */
  Wanted commit(String repository, @Nullable String asked, Call call) {
    String ref = asked == null ? defaultBranch(repository, call) : asked;
    boolean tag = ref.startsWith(TAG);
    String name =
        tag
            ? ref.substring(TAG.length())
            : ref.startsWith(HEAD) ? ref.substring(HEAD.length()) : ref;
    Json.Obj commit = call(call, "git.commit.get", repository, Map.of("sha", Json.of(name)));
    return new Wanted(
        repository,
        ref,
        tag ? null : name,
        text(commit, "sha"),
        Objects.requireNonNullElse(commit.text("message"), ""));
  }

  private String defaultBranch(String repository, Call call) {
    String branch = call(call, "git.repository.get", repository, Map.of()).text("defaultBranch");
    if (branch == null) {
      throw Refusal.of(
          FailureCode.NOT_FOUND,
          "pipeline",
          "repository %s has no commit to build".formatted(repository));
    }
    return branch;
  }

  /**
   * What a build is, as that commit says; as the default branch does when it is null.
   *
   * @throws CallFailedException {@code not_found} when there is no such file, {@code invalid} when
   *     it cannot be read
   */
  BuildFile file(String repository, @Nullable String sha, Call call) {
    Json path = Json.of(config.path());
    Map<String, Json> which =
        sha == null ? Map.of("path", path) : Map.of("path", path, "at", Json.of(sha));
    Json.Obj file = call(call, "git.content.get", repository, which);
    String text = file.text("text");
    if (text == null) {
      throw Refusal.invalid(config.path(), "is no text in UTF-8 of at most a megabyte");
    }
    return BuildFile.read(config.path(), text);
  }

  /** What the workflow of a build is given. */
  static Json.Obj input(BuildFile file, Wanted wanted, PipelineTrigger trigger) {
    Map<String, String> variables = Objects.requireNonNullElse(trigger.variables(), Map.of());
    for (String name : variables.keySet()) {
      if (!file.variables().contains(name)) {
        throw Refusal.invalid("variables." + name, "is none that %s uses".formatted(file.path()));
      }
    }
    return file.filled(
        place ->
            switch (place) {
              case "build.repository" -> wanted.repository();
              case "build.commit" -> wanted.sha();
              case "build.ref" -> wanted.ref();
              case "build.branch" -> wanted.branch();
              default -> variables.get(place.substring("variables.".length()));
            });
  }

  private Json.Obj call(Call call, String capability, String repository, Map<String, Json> more) {
    Json.Obj at =
        Json.EMPTY.with("provider", Json.of(config.git())).with("id", Json.of(repository));
    Json.Obj input = Json.EMPTY.with("repository", at);
    for (Map.Entry<String, Json> field : more.entrySet()) {
      input = input.with(field.getKey(), field.getValue());
    }
    return call.onBehalf().call(new Asked(capability, input));
  }

  private static String text(Json.Obj object, String name) {
    String text = object.text(name);
    if (text == null) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "the git provider tells no %s of a commit".formatted(name));
    }
    return text;
  }
}
