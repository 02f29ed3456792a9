package io.auterity.server.health;

import io.auterity.platform.time.Time;
import io.auterity.server.web.security.Open;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health} for people, {@code /health/live} and {@code /health/ready} for supervisors. */
@RestController
public final class HealthController {

  private final Supplier<List<Dependency>> dependencies;
  private final Time time;

  /** Looks at the dependencies that the server has at the moment of the request. */
  public HealthController(Supplier<List<Dependency>> dependencies, Time time) {
    this.dependencies = dependencies;
    this.time = time;
  }

  /** Up or down. */
  public enum Status {
    UP,
    DOWN
  }

  /**
   * The server and what it depends on.
   *
   * @param dependencies by name
   */
  public record Health(
      Status status,
      Instant timestamp,
      String version,
      Map<String, DependencyHealth> dependencies) {}

  /**
   * One dependency.
   *
   * @param problem what is wrong with it
   * @param warning what the operator has to look at although it works
   * @param note what else there is to know about it
   */
  public record DependencyHealth(
      Status status, @Nullable String problem, @Nullable String warning, @Nullable String note) {
    static DependencyHealth of(Dependency dependency) {
      String problem = dependency.problem().orElse(null);
      return new DependencyHealth(
          problem == null ? Status.UP : Status.DOWN,
          problem,
          dependency.warning().orElse(null),
          dependency.note().orElse(null));
    }
  }

  /** Only whether it is so. */
  public record Probe(Status status) {}

  @Open("health tells nothing of any tenant")
  @GetMapping("/health")
  ResponseEntity<Health> health() {
    Map<String, DependencyHealth> checked = checked();
    Status status = overall(checked);
    return ResponseEntity.status(code(status))
        .body(new Health(status, time.now(), Version.current(), checked));
  }

  @Open("health tells nothing of any tenant")
  @GetMapping("/health/live")
  Probe live() {
    return new Probe(Status.UP);
  }

  @Open("health tells nothing of any tenant")
  @GetMapping("/health/ready")
  ResponseEntity<Probe> ready() {
    Status status = overall(checked());
    return ResponseEntity.status(code(status)).body(new Probe(status));
  }

  private Map<String, DependencyHealth> checked() {
    Map<String, DependencyHealth> checked = new LinkedHashMap<>();
    for (Dependency dependency : dependencies.get()) {
      checked.put(dependency.name(), DependencyHealth.of(dependency));
    }
    return checked;
  }

  private static Status overall(Map<String, DependencyHealth> checked) {
    return checked.values().stream().allMatch(health -> health.status() == Status.UP)
        ? Status.UP
        : Status.DOWN;
  }

  private static int code(Status status) {
    return status == Status.UP ? 200 : 503;
  }
}
