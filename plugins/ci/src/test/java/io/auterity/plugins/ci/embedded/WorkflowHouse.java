package io.auterity.plugins.ci.embedded;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a provider of builds: repositories with their build files, and runs of the
 * workflows {@code greet}, which ends after it was looked at three times, and {@code endless}.
 */
final class WorkflowHouse implements OnBehalf, BehalfRuns {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  private static final Set<String> WORKFLOWS = Set.of("greet", "endless");

  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, Course> courses = new HashMap<>();
  final List<NewRun> started = new ArrayList<>();
  boolean mayStart = true;
  boolean mayRead = true;
  boolean breaksBeforeRuns;

  private static final class Course {
    private final NewRun wish;
    private int looks;
    private State state = State.RUNNING;

    Course(NewRun wish) {
      this.wish = wish;
    }

    void look() {
      if (++looks >= 3 && state == State.RUNNING && wish.workflow().equals("greet")) {
        state = State.SUCCEEDED;
      }
    }
  }

  WorkflowHouse with(String repository, String file) {
    files.put(repository, file);
    return this;
  }

  static WorkflowHouse standard() {
    return new WorkflowHouse()
        .with("octo/hello", "{format: 1, workflow: greet, inputs: {sha: '${build.commit}'}}")
        .with("octo/endless", "{format: 1, workflow: endless}");
  }

  @Override
  public List<String> providers(String capability) {
    return List.of("repos");
  }

  @Override
  public List<Answer> callAll(List<Asked> calls) {
    return calls.stream().map(this::answer).toList();
  }

  private Answer answer(Asked asked) {
    Json.Obj repository = (Json.Obj) asked.input().get("repository");
    String id = repository == null ? "" : String.valueOf(repository.text("id"));
    String file = files.get(id);
    if (file == null || repository == null || !"repos".equals(repository.text("provider"))) {
      return Answer.failed(Failure.of(FailureCode.NOT_FOUND, "there is no repository " + id));
    }
    return switch (asked.capability()) {
      case "git.repository.get" -> Answer.of(Json.EMPTY.with("defaultBranch", Json.of("main")));
      case "git.commit.get" -> commit(String.valueOf(asked.input().text("sha")));
      case "git.content.get" -> Answer.of(Json.EMPTY.with("text", Json.of(file)));
      default -> throw new AssertionError(asked.capability());
    };
  }

  private static Answer commit(String named) {
    return named.equals("nowhere")
        ? Answer.failed(Failure.of(FailureCode.NOT_FOUND, "there is no commit " + named))
        : Answer.of(Json.EMPTY.with("sha", Json.of(SHA)).with("message", Json.of("Greet\n\nall")));
  }

  @Override
  public BehalfRuns runs() {
    return this;
  }

  @Override
  public String raise(String type, String subject, Json.Obj data) {
    throw new AssertionError("no event is raised");
  }

  @Override
  public Run start(NewRun run) {
    if (breaksBeforeRuns) {
      throw new IllegalStateException("the process ends here");
    }
    find(run.key());
    if (!mayStart) {
      throw new CallFailedException(FailureCode.FORBIDDEN, "no role allows control:run.start");
    }
    if (!WORKFLOWS.contains(run.workflow())) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there is no workflow " + run.workflow());
    }
    if (!courses.containsKey(run.key())) {
      started.add(run);
      courses.put(run.key(), new Course(run));
    }
    return told(run.key());
  }

  @Override
  public Optional<Run> find(String key) {
    if (!mayRead) {
      throw new CallFailedException(FailureCode.FORBIDDEN, "no role allows control:run.read");
    }
    Course course = courses.get(key);
    if (course == null) {
      return Optional.empty();
    }
    course.look();
    return Optional.of(told(key));
  }

  /** Runs go when they have been kept for long enough. */
  void forgetRuns() {
    courses.clear();
  }

  private Run told(String key) {
    Course course = course(key);
    Instant end = course.state.over() ? NOON.plusSeconds(2) : null;
    return new Run("run_" + key, course.wish.workflow(), 3, course.state, NOON, NOON, end, null);
  }

  private Course course(String key) {
    Course course = courses.get(key);
    if (course == null) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no run " + key);
    }
    return course;
  }

  @Override
  public void cancel(String key) {
    course(key).state = State.CANCELLED;
  }

  @Override
  public Page<Step> steps(String key, @Nullable Cursor cursor, int limit) {
    return new Page<>(List.of(step(key, "greet")), null);
  }

  @Override
  public Step step(String key, String step) {
    State state = course(key).state;
    if (!step.equals("greet")) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no step " + step);
    }
    return new Step(step, state, NOON, state.over() ? NOON.plusSeconds(1) : null, null);
  }

  @Override
  public List<Event> events(String key, long after, int limit) {
    return course(key).state == State.SUCCEEDED && after < 1
        ? List.of(new Event(1, NOON.plusSeconds(1), "greet", "completed", NOON, null))
        : List.of();
  }
}
